import assert from "node:assert/strict";
import { once } from "node:events";
import http2 from "node:http2";
import net from "node:net";
import os from "node:os";
import { after, test } from "node:test";
import { openFixture } from "./fixture-clients.ts";
import { listenerNames } from "./fixture-protocol.ts";

const { server, ca, get, getHttp2, handshake, countsOf, close } = await openFixture();
after(close);

const nonsense = "\x16\x03\x01\x02\x00\x01nonsense";

test("fixture server survives connections that are reset", async () => {
  for (const listener of listenerNames) {
    const { host, port } = server.endpoint(listener);
    for (const bytes of ["", "GET / HTTP/1.1\r\n\r\n", nonsense]) {
      const socket = net.connect({ host, port });
      socket.on("error", () => {});
      await once(socket, "connect");
      socket.write(bytes);
      socket.resetAndDestroy();
    }
  }
  assert.equal(await get("https"), "ok\n");
});

test("fixture server survives clients that speak no HTTP", async () => {
  const socket = await handshake("https");
  socket
    .on("error", () => {})
    .resume()
    .write("no HTTP at all\r\n\r\n");
  await once(socket, "close");
  assert.equal(await get("https"), "ok\n");
});

test("fixture server survives an HTTP/2 stream that is reset", async () => {
  const { host, port } = server.endpoint("h2");
  const session = http2.connect(`https://${host}:${port}`, { ca });
  // Its request is never at an end, so that the stream is open when the reset comes.
  const stream = session.request({ ":path": "/", ":method": "POST" }, { endStream: false });
  await once(stream, "response");
  stream.on("error", () => {}).close(http2.constants.NGHTTP2_INTERNAL_ERROR);
  // Not events.once(), which rejects with the stream's own error.
  await new Promise((resolve) => stream.once("close", resolve));
  session.destroy();
  assert.equal((await getHttp2("h2")).body, "ok\n");
});

test("fixture server counts what clients did before the question, though it comes to see it afterwards", async (context) => {
  if (process.platform === "win32") return context.skip("Windows has no SIGSTOP");
  const { host, port } = server.endpoint("https");
  const counts = await countsOf(async () => {
    process.kill(server.pid, "SIGSTOP");
    for (let index = 0; index < 20; index++) {
      const socket = net.connect({ host, port });
      socket.on("error", () => {});
      await once(socket, "connect");
      socket.end(nonsense);
    }
    // Late enough for the question to be waiting as well.
    setTimeout(() => process.kill(server.pid, "SIGCONT"), 50);
  });
  assert.equal(counts.connections, 20);
  assert.equal(counts.failedHandshakes, 20);
});

test("fixture server is not reachable from outside", async (context) => {
  const outside = Object.values(os.networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find((address) => !address.internal && address.family === "IPv4");
  if (!outside) return context.skip("this machine has no other address");
  for (const listener of listenerNames) {
    const socket = net.connect({ host: outside.address, port: server.endpoint(listener).port });
    await assert.rejects(once(socket, "connect"), { code: "ECONNREFUSED" });
  }
});
