/** What the advice's snippets need around them to be run by a test. */
import https from "node:https";
import type { Duplex } from "node:stream";

/** GET over an agent; the status. */
export function getStatus(url: URL, agent: https.Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    https
      .get(url, { agent }, (response) => {
        response.resume();
        response.on("end", () => {
          agent.destroy();
          resolve(response.statusCode ?? 0);
        });
      })
      .on("error", reject);
  });
}

/** One GET written by hand on a socket; the status. */
export function readStatus(socket: Duplex): Promise<number> {
  return new Promise((resolve, reject) => {
    socket.on("error", reject);
    socket.once("data", (bytes: Buffer) => {
      socket.destroy();
      resolve(Number(bytes.toString("latin1").split(" ")[1]));
    });
    socket.write("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  });
}
