/** Clients of Node's own for the tests of the fixture server. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import http from "node:http";
import http2 from "node:http2";
import https from "node:https";
import os from "node:os";
import path from "node:path";
import tls from "node:tls";
import type { ServerCounts } from "../core/records.ts";
import { ensureFixture } from "./certificates.ts";
import type { ListenerName } from "./fixture-protocol.ts";
import { difference, startServer } from "./server-process.ts";

/** A fixture and its server in a folder of its own, with clients for it; the caller closes it. */
export async function openFixture() {
  const folder = await mkdtemp(path.join(os.tmpdir(), "ctxcost-server-"));
  const fixture = await ensureFixture(folder);
  const server = await startServer({ nodeBinary: process.execPath, fixture });
  const ca = await readFile(fixture.caPemFile, "utf8");

  /** What the server counts while `action` runs, its CPU time left out. */
  async function countsOf(action: () => Promise<unknown>): Promise<ServerCounts> {
    const before = await server.counts();
    await action();
    return { ...difference(before, await server.counts()), cpuNs: 0 };
  }

  async function get(listener: ListenerName, options: https.RequestOptions = {}): Promise<string> {
    const { host, port, path: pathname } = server.endpoint(listener);
    const client = listener === "http" ? http : https;
    const request = client.get({ host, port, path: pathname, ca, agent: false, ...options });
    const [response] = (await once(request, "response")) as [http.IncomingMessage];
    response.setEncoding("utf8");
    let body = "";
    for await (const chunk of response) body += chunk;
    assert.equal(response.statusCode, 200);
    assert.equal(response.headers["content-type"], "text/plain");
    return body;
  }

  function getHttp2(listener: ListenerName, options: http2.SecureClientSessionOptions = {}) {
    const { host, port, path: pathname } = server.endpoint(listener);
    const session = http2.connect(`https://${host}:${port}`, { ca, ...options });
    const answer: Record<"body" | "status" | "alpn", unknown> = { body: "", status: null, alpn: null };
    return new Promise<typeof answer>((resolve, reject) => {
      const stream = session.request({ ":path": pathname }).setEncoding("utf8");
      stream.on("response", (headers) => {
        answer.status = headers[":status"];
        answer.alpn = session.alpnProtocol;
      });
      stream.on("data", (chunk: string) => (answer.body += chunk));
      stream.on("end", () => {
        // A session that ends before the answer ends its streams without an error.
        if (answer.status !== null) resolve(answer);
      });
      // A stream that has not begun wraps the session's error.
      stream.on("error", (error) => reject(error.cause ?? error));
      // TLS 1.3 refuses a client after the client has taken the handshake for done: the session ends, not the stream.
      session.on("error", reject);
      session.on("close", () => reject(new Error("the session was closed")));
    }).finally(() => session.destroy());
  }

  /** Resolves when the handshake is done at the client's side. */
  async function handshake(
    listener: ListenerName,
    options: tls.ConnectionOptions = {},
  ): Promise<tls.TLSSocket> {
    const { host, port } = server.endpoint(listener);
    const socket = tls.connect({ host, port, ca, ...options });
    await once(socket, "secureConnect");
    return socket;
  }

  async function close(): Promise<void> {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }

  return { fixture, server, ca, get, getHttp2, handshake, countsOf, close };
}
