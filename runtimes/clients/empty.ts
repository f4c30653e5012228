/** Control: an operation that does nothing. What it costs is the floor of the harness. */
import type { Client, ClientModule } from "../adapter.ts";

const client: Client = {
  create: () => undefined,
  request: () => Promise.reject(new Error("request with the empty control: it has no request scenario")),
  close: () => {},
};

const module: ClientModule = {
  client,
  facts: {
    kind: "control",
    api: "nothing: the harness alone",
    sharedObject: null,
    givenCa: null,
    stages: [],
    unsupported: [{ scenario: "request", reason: "an empty operation makes no request" }],
  },
};
export default module;
