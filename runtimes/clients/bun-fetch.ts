/** Bun's `fetch` with the `tls` option (https://bun.com/docs/runtime/networking/fetch). */
import type { Client, ClientModule, TlsOptions } from "../adapter.ts";

interface Handle {
  readonly tls: TlsOptions;
  readonly keepalive: boolean;
}

const client: Client = {
  // Without `keepalive: false` Bun's pool, keyed by the content of the options, would hand out a connection that is
  // there already, and no call would be a new client.
  create: (source, _target, lifetime): Handle => ({
    tls: source.options ?? {},
    keepalive: lifetime === "many-requests",
  }),

  async request(handle, target) {
    const { tls, keepalive } = handle as Handle;
    const url = `https://${target.host}:${target.port}${target.path}`;
    const response = await fetch(url, { tls, keepalive, redirect: "manual" } as BunFetchRequestInit);
    await response.arrayBuffer();
    return response.status;
  },

  close: () => {},
};

const module: ClientModule = {
  client,
  facts: {
    kind: "client",
    api: "fetch with `tls` and `keepalive: false`",
    sharedObject: null,
    givenCa: "replaces",
    notHeld:
      "fetch has no client object: its pool hands a connection that is kept to the next call with the same options",
    stages: ["responded", "closed"],
    unsupported: [
      { scenario: "create", reason: "fetch has no client object: the TLS options go with each call" },
      { context: "shared", reason: "fetch takes no context object: it ignores `tls.secureContext`" },
    ],
  },
};
export default module;
