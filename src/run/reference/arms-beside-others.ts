/**
 * What of the reference is measured beside the JavaScript runtimes: a run of everything has to stay below 20 minutes,
 * and each of its processes takes a third of a second. `run --runtime python` measures all of it.
 */
import type { Case, Context } from "../../core/model.ts";

/** Under every trust; the other clients where the roots are many, which is where they cost. */
const mainClient = "httpx.Client";

export function isBesideOthers({ client, trust, scenario }: Case, context: Context): boolean {
  if (trust === "none") return true;
  // Nothing is kept by content: asked once, in a run of its own.
  if (context === "distinct") return false;
  const hasManyRoots = trust === "default" || trust === "bundle";
  if (client === mainClient) return context !== "reused-client" || hasManyRoots;
  // The floor of a construction; a request over a bare socket is nobody's client.
  if (client === "ssl" && scenario === "request") return false;
  return hasManyRoots && context !== "reused-client";
}
