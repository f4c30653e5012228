/** `node:https` with an Agent of its own for every client. Node, Bun and Deno. */
import https from "node:https";
import tls from "node:tls";
import type { Client, ClientModule } from "../adapter.ts";
import { sendRequest } from "./agent-request.ts";

const client: Client = {
  makeContext: (options) => tls.createSecureContext(options),

  // An Agent's pool key does not hold `secureContext` (Node's lib/https.js, getName), so two contexts must
  // never meet in one Agent: one Agent a client.
  create(source) {
    const secureContext = source.context as tls.SecureContext | undefined;
    return new https.Agent(
      secureContext ? { keepAlive: true, secureContext } : { keepAlive: true, ...source.options },
    );
  },

  request(handle, { host, port, path }, onConnected) {
    const request = https.request({ agent: handle as https.Agent, host, port, path });
    return sendRequest(request, "secureConnect", onConnected);
  },

  close: (handle) => (handle as https.Agent).destroy(),
};

const module: ClientModule = {
  client,
  facts: {
    kind: "client",
    api: "https.request with a new https.Agent",
    sharedObject: "tls.SecureContext, as `secureContext` of the Agent",
    givenCa: "replaces",
    remark:
      "`ca` is part of the Agent's pool key, which is put together several times a request; a shared context is not, " +
      "so some of what sharing saves (0.2 to 0.4 ms with the bundle) is not the context",
    stages: ["created", "connected", "responded", "closed"],
    unsupported: [],
  },
};
export default module;
