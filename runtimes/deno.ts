/** Deno (https://deno.com). */
import type { Adapter } from "./adapter.ts";
import { ownRoots } from "./own-roots.ts";

const adapter: Adapter = {
  name: "deno",
  clients: {
    "node:tls": () => import("./clients/tls.ts"),
    "node:https": () => import("./clients/https.ts"),
    undici: () => import("./clients/undici.ts"),
    fetch: () => import("./clients/deno-fetch.ts"),
    "Deno.connectTls": () => import("./clients/deno-connect-tls.ts"),
    empty: () => import("./clients/empty.ts"),
    "plain-http": () => import("./clients/plain-http.ts"),
  },
  describe: () => ({
    version: Deno.version.deno,
    tlsLibrary: "rustls",
    // Counted where it is asked for: Deno wants --allow-sys for it, which no worker has that measures.
    get defaultRoots() {
      return ownRoots();
    },
    extraCaVariable: "DENO_CERT",
  }),
};
export default adapter;
