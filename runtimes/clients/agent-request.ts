/** One GET by `http.request` or `https.request` over an agent, with the body read. */
import type http from "node:http";
import type { OnConnected } from "../adapter.ts";

/** Resolves with the status. `connected` is the event of a new socket by which the client can send. */
export function sendRequest(
  request: http.ClientRequest,
  connected: "connect" | "secureConnect",
  onConnected: OnConnected,
): Promise<number> {
  return new Promise((resolve, reject) => {
    request.on("socket", (socket) => {
      if (!request.reusedSocket) socket.once(connected, onConnected);
    });
    request.on("error", reject);
    request.on("response", (response) => {
      response.on("error", reject);
      response.on("end", () => resolve(response.statusCode ?? 0));
      response.resume();
    });
    request.end();
  });
}
