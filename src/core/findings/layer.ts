/** Which clients are packages, and whether an effect in one most likely is the package's. */
import type { Case } from "../model.ts";
import type { Layer } from "./finding.ts";

export type ClientPackage = "undici" | "httpx";

/** Null where the client is the runtime's own. */
export function packageOfClient({ runtime, client }: Pick<Case, "runtime" | "client">): ClientPackage | null {
  if (runtime === "python") return client.startsWith("httpx.") ? "httpx" : null;
  return client === "undici" || client === "undici-fetch" ? "undici" : null;
}

/**
 * httpx makes its contexts itself. undici stands on `node:tls`: what that shows as well is not undici's. On Bun and Deno
 * `node:tls` is another program than the one undici was made for, and an effect beside it is more likely the runtime's.
 *
 * @param isInBase whether `node:tls` shows the same under the same trust and scenario; null where it was not measured
 */
export function layerOfPackage(of: Case, isInBase: () => boolean | null): Layer {
  const name = packageOfClient(of);
  if (name === "httpx") return "client-library";
  return name === "undici" && of.runtime === "node" && isInBase() === false ? "client-library" : "runtime";
}

/** The case on which a package's stands. */
export function isBaseOf(base: Case, of: Case): boolean {
  return (
    base.client === "node:tls" &&
    base.runtime === of.runtime &&
    base.trust === of.trust &&
    base.scenario === of.scenario
  );
}
