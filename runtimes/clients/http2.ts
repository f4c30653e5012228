/** `node:http2` with a session for every client. */
import http2 from "node:http2";
import tls from "node:tls";
import type { Client, ClientModule, Source, Target } from "../adapter.ts";

interface Handle {
  readonly source: Source;
  session: http2.ClientHttp2Session | null;
}

function connect(handle: Handle, target: Target): http2.ClientHttp2Session {
  const { source } = handle;
  const secureContext = source.context as tls.SecureContext | undefined;
  return http2.connect(
    `https://${target.host}:${target.port}`,
    secureContext ? { secureContext } : { ...source.options },
  );
}

const client: Client = {
  makeContext: (options) => tls.createSecureContext(options),

  create: (source): Handle => ({ source, session: null }),

  request(handle, target, onConnected) {
    const own = handle as Handle;
    return new Promise((resolve, reject) => {
      if (!own.session) {
        own.session = connect(own, target);
        own.session.once("connect", onConnected);
        own.session.on("error", reject);
      }
      let status = 0;
      const stream = own.session.request({ ":path": target.path });
      stream.on("response", (headers) => {
        status = Number(headers[":status"]);
      });
      stream.on("error", reject);
      stream.on("end", () => resolve(status));
      stream.resume();
    });
  },

  close: (handle) => (handle as Handle).session?.destroy(),
};

const module: ClientModule = {
  client,
  facts: {
    kind: "client",
    api: "http2.connect, one stream",
    sharedObject: "tls.SecureContext, as `secureContext`",
    givenCa: "replaces",
    stages: ["connected", "responded", "closed"],
    protocol: "h2",
    unsupported: [{ scenario: "create", reason: "http2.connect opens its connection at once; see request" }],
  },
};
export default module;
