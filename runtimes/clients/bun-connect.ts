/** Bun's own TLS socket, `Bun.connect` (https://bun.com/docs/runtime/networking/tcp), with one hand-written GET. */
import tls from "node:tls";
import type { Client, ClientModule, Source, Target } from "../adapter.ts";
import { getRequestText, ResponseReader } from "./http1.ts";

interface Handle {
  readonly source: Source;
  socket: Bun.Socket | null;
  /** The response that the socket is waiting for. */
  pending: { reader: ResponseReader; resolve(status: number): void; reject(error: unknown): void } | null;
}

function tlsOption({ source }: Handle): Bun.TLSOptions | boolean {
  // The native object inside node:tls's SecureContext is taken; the SecureContext itself is refused with
  // ERR_INVALID_ARG_TYPE (Bun 1.4.5). Neither is documented.
  if (source.context)
    return { secureContext: (source.context as { context: object }).context } as Bun.TLSOptions;
  // An empty options object would open a connection without TLS.
  return Object.keys(source.options).length === 0 ? true : (source.options as Bun.TLSOptions);
}

function connect(handle: Handle, target: Target, onConnected: () => void): void {
  const fail = (error: unknown) => handle.pending?.reject(error);
  Bun.connect({
    hostname: target.host,
    port: target.port,
    tls: tlsOption(handle),
    socket: {
      open: (socket) => {
        handle.socket = socket;
      },
      // `success` says that the handshake ended, the error whether the chain was verified: both count.
      handshake: (socket, success, verificationError) => {
        if (!success || verificationError) {
          fail(verificationError ?? new Error("complete the TLS handshake: the server refused it"));
          return;
        }
        onConnected();
        socket.write(getRequestText(target));
      },
      data: (_socket, bytes) => {
        if (handle.pending?.reader.push(bytes)) handle.pending.resolve(handle.pending.reader.status());
      },
      close: () => {
        try {
          handle.pending?.resolve(handle.pending.reader.status());
        } catch (cause) {
          fail(new Error("read the response: the connection was closed before all of it came", { cause }));
        }
      },
      error: (_socket, error) => fail(error),
      connectError: (_socket, error) => fail(error),
    },
  }).catch(fail);
}

const client: Client = {
  makeContext: (options) => tls.createSecureContext(options),

  create: (source): Handle => ({ source, socket: null, pending: null }),

  async request(handle, target, onConnected) {
    const own = handle as Handle;
    try {
      return await new Promise<number>((resolve, reject) => {
        own.pending = { reader: new ResponseReader(), resolve, reject };
        if (own.socket) own.socket.write(getRequestText(target));
        else connect(own, target, onConnected);
      });
    } finally {
      own.pending = null;
    }
  },

  close: (handle) => {
    (handle as Handle).socket?.end();
  },
};

const module: ClientModule = {
  client,
  facts: {
    kind: "client",
    api: "Bun.connect with `tls`",
    sharedObject: "`context` of a tls.SecureContext, as `tls.secureContext` (undocumented)",
    givenCa: "replaces",
    stages: ["connected", "responded", "closed"],
    unsupported: [{ scenario: "create", reason: "Bun.connect opens its connection at once; see request" }],
  },
};
export default module;
