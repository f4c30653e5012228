/** Do the profiles and the CPU clock tell the same of what a change saves? */
import type { CaseProfile } from "./profile-results.ts";

/**
 * - `agrees`: the interval of the difference holds 0
 * - `more`, `less`: what the profiles have is so
 * - `unknown`: there is no interval
 */
export type Agreement = "agrees" | "more" | "less" | "unknown";

export function agreementOf({ difference }: Pick<CaseProfile, "difference">): Agreement {
  if (difference === null || !("low" in difference)) return "unknown";
  if (difference.low > 0) return "more";
  return difference.high < 0 ? "less" : "agrees";
}
