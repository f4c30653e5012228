/** undici's `Client`: one origin, one connection. Node, Bun and Deno. */
import tls from "node:tls";
import type { Client as UndiciClient } from "undici";
import type { Client, ClientModule } from "../adapter.ts";
import { packageThatRan, undici } from "./undici-package.ts";

const client: Client = {
  makeContext: (options) => tls.createSecureContext(options),
  packageThatRan,

  // TLS options belong under `connect`; at the top level undici drops them without a word.
  create(source, target) {
    const secureContext = source.context as tls.SecureContext | undefined;
    return new undici.Client(`https://${target.host}:${target.port}`, {
      connect: secureContext ? { secureContext } : { ...source.options },
      allowH2: false,
    });
  },

  async request(handle, target, onConnected) {
    const dispatcher = handle as UndiciClient;
    dispatcher.once("connect", onConnected);
    const response = await dispatcher.request({ path: target.path, method: "GET" });
    dispatcher.off("connect", onConnected);
    await response.body.dump();
    return response.statusCode;
  },

  close: (handle) => (handle as UndiciClient).close(),
};

const module: ClientModule = {
  client,
  facts: {
    kind: "client",
    api: "undici.Client, request()",
    sharedObject: "tls.SecureContext, as `connect.secureContext`",
    givenCa: "replaces",
    stages: ["created", "connected", "responded", "closed"],
    unsupported: [],
  },
};
export default module;
