/**
 * How far a script of its own may lie from what a run measured before it counts as not showing the same thing. Other
 * operations in another number, another server and no balanced order: it cannot repeat an interval to the percent.
 */
import type { FindingClaim } from "../findings/finding.ts";

/** A ratio may lie further from its interval by this factor. */
const ratioTolerance = 1.15;
/** Times and bytes may lie further from their interval by this share of its end. */
const amountTolerance = { ns: 0.25, bytes: 0.5 } as const;

/** What a repro has to reach: a measured value at the bound, or beyond it, shows the finding. */
export interface Bound {
  readonly value: number;
  /** On which side of the bound the finding lies. */
  readonly side: "below" | "above";
}

/**
 * The end of the interval that is nearest to what was expected, moved towards that by the tolerance, and never more
 * than half of the way: a script that measures what is expected must not show a finding. Throws for a claim whose
 * interval holds the expectation, which is none.
 */
export function boundOf({ measure, estimate, expected }: FindingClaim): Bound {
  const side = sideOf({ estimate, expected });
  const end = side === "below" ? estimate.high : estimate.low;
  if (measure === "ratio") return { side, value: movedRatio(end, expected) };
  const step = Math.min(amountTolerance[measure] * Math.abs(end), Math.abs(expected - end) / 2);
  return { side, value: side === "below" ? end + step : end - step };
}

function movedRatio(end: number, expected: number): number {
  const distance = Math.log(expected / end);
  const step = Math.min(Math.log(ratioTolerance), Math.abs(distance) / 2);
  return end * Math.exp(Math.sign(distance) * step);
}

function sideOf({ estimate, expected }: Pick<FindingClaim, "estimate" | "expected">): Bound["side"] {
  const { low, high } = estimate;
  if (![low, high, expected].every(Number.isFinite)) {
    throw new Error(`bound of a claim: the interval [${low}, ${high}] or ${expected} is no number`);
  }
  if (high < expected) return "below";
  if (low > expected) return "above";
  throw new Error(
    `bound of a claim: its interval [${low}, ${high}] holds what is expected, ${expected}; no report of it`,
  );
}

export function shows(measured: number, { value, side }: Bound): boolean {
  return side === "below" ? measured <= value : measured >= value;
}

/** For people: which difference between the script and the run is allowed. */
export function toleranceOf({ measure }: FindingClaim): number {
  return measure === "ratio" ? ratioTolerance - 1 : amountTolerance[measure];
}
