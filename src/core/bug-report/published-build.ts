/** Whether a build of a run can be had again by its number alone. */
import type { RuntimeFacts } from "../runtime-facts.ts";

/**
 * One that came from a registry. Any other was named by its path, which no file has, and may be anything that calls itself
 * by the same version.
 */
export function isPublished({ source }: Pick<RuntimeFacts, "source">): boolean {
  return /^(npm|pip):/.test(source);
}
