/** Which builds of a run a finding accuses, and which of them can be had again by their number alone. */
import type { Finding } from "../findings/finding.ts";
import { buildName } from "../model.ts";
import type { Header } from "../records.ts";
import type { RuntimeFacts } from "../runtime-facts.ts";

/** The build that is accused; of a regression the earlier one before it. */
export function accusedBuilds(
  { of, builds }: Pick<Finding, "of" | "builds">,
  { runtimes }: Pick<Header, "runtimes">,
): RuntimeFacts[] {
  const names = builds ? [builds.base, builds.head] : [null];
  return names.map((name) => {
    const facts = runtimes.find(
      (one) => one.runtime === of.runtime && (name === null || buildName(one) === name),
    );
    if (facts) return facts;
    throw new Error(`find ${name ?? of.runtime}, which the file is of: its header does not name it`);
  });
}

/**
 * One that came from a registry. Any other was named by its path, which no file has, and may be anything that calls itself
 * by the same version.
 */
export function isPublished({ source }: Pick<RuntimeFacts, "source">): boolean {
  return /^(npm|pip):/.test(source);
}
