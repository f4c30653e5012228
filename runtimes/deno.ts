/** Deno (https://deno.com). */
import type { Adapter, Since } from "./adapter.ts";
import { ownRoots } from "./own-roots.ts";

/**
 * Found by asking 2.4.4, 2.5.7, 2.6.8, 2.7.1 and 2.7.12 to 2.7.14: before, the process ends with an error of its own
 * after a refused handshake (2.7.12 never answers), and an https.request says "connection error" or "socket hang up" in
 * place of why it refused.
 */
const since: readonly Since[] = [
  {
    clients: ["node:tls"],
    version: "2.7.13",
    feature: "a `tls.connect` that goes on after a handshake it refused",
  },
  {
    clients: ["node:https"],
    version: "2.7.14",
    feature: "an `https.request` that says why it refused a handshake",
  },
];

const adapter: Adapter = {
  name: "deno",
  since,
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
