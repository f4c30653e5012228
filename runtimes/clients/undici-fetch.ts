/** undici's `fetch` with an `Agent` of its own as dispatcher for every client. */
import tls from "node:tls";
import type { Agent } from "undici";
import type { Client, ClientModule } from "../adapter.ts";
import { packageThatRan, undici } from "./undici-package.ts";

const client: Client = {
  makeContext: (options) => tls.createSecureContext(options),
  packageThatRan,

  // Sharing an Agent would not share the context: each TLS connection builds one from `connect`.
  create(source) {
    const secureContext = source.context as tls.SecureContext | undefined;
    return new undici.Agent({
      connect: secureContext ? { secureContext } : { ...source.options },
      allowH2: false,
    });
  },

  // The package's own fetch: the runtime's global one takes `dispatcher` on Node only, elsewhere it is ignored.
  async request(handle, target, onConnected) {
    const dispatcher = handle as Agent;
    dispatcher.once("connect", onConnected);
    const response = await undici.fetch(`https://${target.host}:${target.port}${target.path}`, {
      dispatcher,
      redirect: "manual",
    });
    // A client that is kept would gather a listener a request.
    dispatcher.off("connect", onConnected);
    await response.arrayBuffer();
    return response.status;
  },

  close: (handle) => (handle as Agent).close(),
};

const module: ClientModule = {
  client,
  facts: {
    kind: "client",
    api: "undici.fetch with a new undici.Agent as dispatcher",
    sharedObject: "tls.SecureContext, as `connect.secureContext` of the Agent",
    givenCa: "replaces",
    stages: ["created", "connected", "responded", "closed"],
    unsupported: [],
  },
};
export default module;
