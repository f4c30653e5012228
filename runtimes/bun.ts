/** Bun (https://bun.com). */
import type { Adapter, Since } from "./adapter.ts";
import { ownRoots } from "./own-roots.ts";

/** Found by asking each version: before, the fixture's CA is not accepted, as the Agent does not pass it on. */
const givenTrusts = ["private-ca", "bundle", "mtls"] as const;
const ofAgent = givenTrusts.flatMap((trust): Since[] => [
  { clients: ["node:https"], trust, version: "1.3.8", feature: "`ca` of an https.Agent" },
  {
    clients: ["node:https"],
    trust,
    context: "shared",
    version: "1.4.0",
    feature: "`secureContext` of an https.Agent",
  },
]);

/** And before 1.4.0 a request shows no end of its handshake, which each of them has to prove. */
const since: readonly Since[] = [
  ...ofAgent,
  {
    clients: ["node:https"],
    scenario: "request",
    version: "1.4.0",
    feature: "`secureConnect` of the socket of an https.Agent",
  },
];

const adapter: Adapter = {
  name: "bun",
  since,
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
