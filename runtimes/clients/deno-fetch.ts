/** Deno's `fetch` with a client by `Deno.createHttpClient` (https://docs.deno.com/api/deno/~/Deno.createHttpClient). */
import type { Client, ClientModule } from "../adapter.ts";

const client: Client = {
  create: (source) => {
    const { ca, cert, key } = source.options ?? {};
    return Deno.createHttpClient({
      ...(ca ? { caCerts: ca } : {}),
      ...(cert && key ? { cert, key } : {}),
    });
  },

  async request(handle, target) {
    const url = `https://${target.host}:${target.port}${target.path}`;
    const response = await fetch(url, { client: handle as Deno.HttpClient, redirect: "manual" });
    await response.arrayBuffer();
    return response.status;
  },

  // Without close() the client and its pool are never freed.
  close: (handle) => (handle as Deno.HttpClient).close(),
};

const module: ClientModule = {
  client,
  facts: {
    kind: "client",
    api: "fetch with a new Deno.createHttpClient",
    sharedObject: null,
    givenCa: "adds",
    stages: ["created", "responded", "closed"],
    unsupported: [{ context: "shared", reason: "Deno.createHttpClient takes no context object" }],
  },
};
export default module;
