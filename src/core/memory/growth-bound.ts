/** How much of a live client one that was closed can have left behind: what tells a leak from a heap's own growth. */
import type { Growth } from "./growth.ts";
import type { HeldArm } from "./held-clients.ts";

/**
 * The most bytes an operation at which memory may go on to grow, by the readings: of what was found to grow the upper
 * end of the second half's interval, since whatever is left behind by every client is left in both halves; else of all
 * readings. Null where there is no interval. At or below 0 RSS fell, and what grew beneath that is not seen.
 */
export function boundBytes({ verdict, slope, halves }: Growth): number | null {
  switch (verdict.kind) {
    case "none-seen":
    case "open":
      return slope?.interval?.high ?? null;
    case "grows":
    case "settles":
    case "slows":
    case "speeds-up":
    case "as-control":
    case "too-little":
      return halves?.second.interval?.high ?? null;
    case "missing":
    case "exploratory":
      return null;
  }
}

export type HeldShare =
  | { readonly kind: "grows"; readonly share: number }
  | { readonly kind: "at-most"; readonly share: number }
  | { readonly kind: "shrinks" };

/**
 * Beside what a live client holds. A bound is of the most that closed ones may leave and the least that live ones hold:
 * each end is beyond the truth in one row of forty, so that the quotient is wrong in one of twenty at most. Null where
 * a side of it is not known, or the client is not told from nothing.
 */
export function shareOfHeld(growth: Growth, held: HeldArm | null): HeldShare | null {
  const bound = boundBytes(growth);
  if (bound === null || !held?.slope.interval) return null;
  if (bound <= 0) return { kind: "shrinks" };
  if (growth.verdict.kind === "grows") {
    return held.slope.value > 0
      ? { kind: "grows", share: growth.halves!.second.value / held.slope.value }
      : null;
  }
  // Where there is no line, the smaller of the two figures.
  const least = Math.min(held.slope.interval.low, held.overall);
  return least > 0 ? { kind: "at-most", share: bound / least } : null;
}
