/** Do the profiles and the CPU clock tell the same of what a change saves? */
import type { CaseProfile } from "./profile-results.ts";

/** Nobody changes a program for less: a difference whose whole interval is below it is none. */
const leastDifference = 0.02;

/**
 * - `agrees`: the interval of the difference holds 0, or lies within 2 points of it
 * - `more`, `less`: what the profiles have is so
 * - `unknown`: there is no interval
 */
export type Agreement = "agrees" | "more" | "less" | "unknown";

export function agreementOf({ difference }: Pick<CaseProfile, "difference">): Agreement {
  if (difference === null || !("low" in difference)) return "unknown";
  if (Math.max(-difference.low, difference.high) <= leastDifference) return "agrees";
  if (difference.low > 0) return "more";
  return difference.high < 0 ? "less" : "agrees";
}
