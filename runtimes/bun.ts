/** Bun (https://bun.com). */
import type { Adapter } from "./adapter.ts";
import { ownRoots } from "./own-roots.ts";

const adapter: Adapter = {
  name: "bun",
  clients: {
    "node:tls": () => import("./clients/tls.ts"),
    "node:https": () => import("./clients/https.ts"),
    undici: () => import("./clients/undici.ts"),
    fetch: () => import("./clients/bun-fetch.ts"),
    "Bun.connect": () => import("./clients/bun-connect.ts"),
    empty: () => import("./clients/empty.ts"),
    "plain-http": () => import("./clients/plain-http.ts"),
  },
  describe: () => ({
    version: Bun.version,
    tlsLibrary: `BoringSSL ${process.versions.boringssl?.slice(0, 12) ?? "(revision not told)"}`,
    defaultRoots: ownRoots(),
    extraCaVariable: "NODE_EXTRA_CA_CERTS",
  }),
};
export default adapter;
