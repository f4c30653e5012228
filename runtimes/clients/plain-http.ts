/** Control: a plain-HTTP request with a new `http.Agent`. What a request costs without TLS. */
import http from "node:http";
import type { Client, ClientModule } from "../adapter.ts";

const client: Client = {
  create: () => new http.Agent({ keepAlive: true }),

  request(handle, target, onConnected) {
    return new Promise((resolve, reject) => {
      const request = http.request({
        agent: handle as http.Agent,
        host: target.host,
        port: target.port,
        path: target.path,
      });
      request.on("socket", (socket) => {
        if (!request.reusedSocket) socket.once("connect", onConnected);
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

  close: (handle) => (handle as http.Agent).destroy(),
};

const module: ClientModule = {
  client,
  facts: {
    kind: "control",
    api: "http.request with a new http.Agent, no TLS",
    sharedObject: null,
    givenCa: null,
    stages: ["created", "connected", "responded", "closed"],
    unsupported: [{ scenario: "create", reason: "measured by the empty control" }],
  },
};
export default module;
