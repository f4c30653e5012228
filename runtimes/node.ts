/** Node.js (https://nodejs.org). */
import type { Adapter } from "./adapter.ts";
import { ownRoots } from "./own-roots.ts";

const adapter: Adapter = {
  name: "node",
  clients: {
    "node:tls": () => import("./clients/tls.ts"),
    "node:https": () => import("./clients/https.ts"),
    undici: () => import("./clients/undici.ts"),
    "undici-fetch": () => import("./clients/undici-fetch.ts"),
    "node:http2": () => import("./clients/http2.ts"),
    empty: () => import("./clients/empty.ts"),
    "plain-http": () => import("./clients/plain-http.ts"),
  },
  describe: () => ({
    version: process.versions.node,
    tlsLibrary: `OpenSSL ${process.versions.openssl}`,
    defaultRoots: ownRoots(),
    extraCaVariable: "NODE_EXTRA_CA_CERTS",
  }),
};
export default adapter;
