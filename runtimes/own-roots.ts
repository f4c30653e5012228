/** The CAs that a runtime trusts by itself, as node:tls tells them. */
import tls from "node:tls";
import type { RuntimeDescription } from "./adapter.ts";

/** Before Node 22.15 and 23.10 there is only the list that the executable carries, which is what is taken by default. */
export function ownRoots(): RuntimeDescription["defaultRoots"] {
  if (typeof tls.getCACertificates === "function") {
    return {
      count: tls.getCACertificates("default").length,
      source: "Mozilla's roots in the executable (tls.getCACertificates('default'))",
    };
  }
  return {
    count: tls.rootCertificates.length,
    source: "Mozilla's roots in the executable (tls.rootCertificates)",
  };
}
