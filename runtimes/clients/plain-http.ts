/** Control: a plain-HTTP request with a new `http.Agent`. What a request costs without TLS. */
import http from "node:http";
import type { Client, ClientModule } from "../adapter.ts";
import { sendRequest } from "./agent-request.ts";

const client: Client = {
  create: () => new http.Agent({ keepAlive: true }),

  request(handle, { host, port, path }, onConnected) {
    const request = http.request({ agent: handle as http.Agent, host, port, path });
    return sendRequest(request, "connect", onConnected);
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
