/** What a version of a runtime cannot do yet, by what its adapter knows. */
import type { Since } from "../runtimes/adapter.ts";
import type { Unsupported } from "../src/core/runtime-facts.ts";
import { byVersion } from "../src/core/versions/version-order.ts";

/** The features of a client that are newer than this version, each with the version that has it. */
export function unsupportedBefore(
  version: string,
  client: string,
  since: readonly Since[] = [],
): Unsupported[] {
  return since
    .filter((one) => one.clients.includes(client) && byVersion(version, one.version) < 0)
    .map(({ version: first, feature, scenario, context, trust }) => ({
      scenario,
      context,
      trust,
      reason: `${feature} came with ${first}`,
    }));
}
