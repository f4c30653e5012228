/** Deno's own TLS socket, `Deno.connectTls` (https://docs.deno.com/api/deno/~/Deno.connectTls), with one hand-written GET. */
import type { Client, ClientModule, TlsOptions } from "../adapter.ts";
import { getRequestText, ResponseReader } from "./http1.ts";

interface Handle {
  readonly options: TlsOptions;
  connection: Deno.TlsConn | null;
}

const encoder = new TextEncoder();

const client: Client = {
  create: (source): Handle => ({ options: source.options ?? {}, connection: null }),

  async request(handle, target, onConnected) {
    const own = handle as Handle;
    if (!own.connection) {
      const { ca, cert, key } = own.options;
      own.connection = await Deno.connectTls({
        hostname: target.host,
        port: target.port,
        alpnProtocols: ["http/1.1"],
        ...(ca ? { caCerts: ca } : {}),
        ...(cert && key ? { cert, key } : {}),
      });
      await own.connection.handshake();
      onConnected();
    }
    await own.connection.write(encoder.encode(getRequestText(target)));
    const reader = new ResponseReader();
    const buffer = new Uint8Array(16_384);
    for (;;) {
      const length = await own.connection.read(buffer);
      if (length === null || reader.push(buffer.subarray(0, length))) return reader.status();
    }
  },

  close: (handle) => (handle as Handle).connection?.close(),
};

const module: ClientModule = {
  client,
  facts: {
    kind: "client",
    api: "Deno.connectTls",
    sharedObject: null,
    givenCa: "adds",
    remark:
      "the first response of each connection waits about 40 ms: Deno sends a record of 6 bytes by itself, without TCP_NODELAY, and " +
      "holds back the rest until the server's kernel acknowledges it; read the CPU, not the wall time",
    stages: ["connected", "responded", "closed"],
    unsupported: [
      { scenario: "create", reason: "Deno.connectTls opens its connection at once; see request" },
      { context: "shared", reason: "Deno.connectTls takes no context object" },
    ],
  },
};
export default module;
