/** `node:https` with an Agent of its own for every client. Node, Bun and Deno. */
import https from "node:https";
import tls from "node:tls";
import type { Client, ClientModule } from "../adapter.ts";

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

  request(handle, target, onConnected) {
    return new Promise((resolve, reject) => {
      const request = https.request({
        agent: handle as https.Agent,
        host: target.host,
        port: target.port,
        path: target.path,
      });
      request.on("socket", (socket) => {
        if (!request.reusedSocket) socket.once("secureConnect", onConnected);
      });
      request.on("error", reject);
      request.on("response", (response) => {
        response.on("error", reject);
        response.on("end", () => resolve(response.statusCode ?? 0));
        response.resume();
      });
      request.end();
    });
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
    stages: ["created", "connected", "responded", "closed"],
    unsupported: [],
  },
};
export default module;
