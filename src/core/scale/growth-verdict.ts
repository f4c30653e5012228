/**
 * The words for how a case's cost grows, and the rules by which they are given. Each holds a limit against the interval
 * of what the rounds say; where the interval lies on both sides, the word is `open`.
 */

import { estimateOverRounds, sideOf } from "../statistics/rounds-estimate.ts";
import type { Growth } from "./growth.ts";

/** Below it, from the least CAs to the most, a cost is called flat: a quarter more. */
export const materialGrowth = 0.25;
/** A line is one while less than this share of the cost at the most CAs grows with their square, or falls short by it. */
export const materialBend = 0.15;
/** Below the first share of a slope, another is none of it; above the second, all. */
export const shareLimits = { little: 0.25, most: 0.75 } as const;
/** Bytes that are known already cost less than half of bytes that are new, where contexts are kept by content. */
export const cachedShare = 0.5;

export interface GrowthVerdict {
  readonly growth: "flat" | "grows" | "open";
  readonly shape: "linear" | "faster" | "slower" | "open";
  /** Where a request's growth comes from; null where the construction cannot be seen apart, or nothing grows. */
  readonly where: "construction" | "connect" | "both" | "open" | null;
  /** Whether the same bytes cost less a second time; null where `distinct` was not measured, or costs no more than flat. */
  readonly cached: "yes" | "no" | "open" | null;
  /** What a shared context (or options object) takes away of the growth; null where there is none. */
  readonly sharing: "removes" | "keeps" | "part" | "open" | null;
}

export interface CaseGrowths {
  readonly fresh: Growth;
  readonly distinct: Growth | null;
  /** `shared`, or `shared-options` where there is no context to share. */
  readonly shared: Growth | null;
  /** `fresh` of the same client's `create`, for a request. */
  readonly construction: Growth | null;
}

export function growthVerdict({ fresh, distinct, shared, construction }: CaseGrowths): GrowthVerdict {
  const growth = growthWord(fresh);
  const grows = growth === "grows";
  const distinctGrows = distinct !== null && growthWord(distinct) === "grows";
  return {
    growth,
    shape: shapeWord(fresh),
    where: grows && construction ? whereWord(slopeShare(construction, fresh)) : null,
    cached: distinctGrows ? cachedWord(fresh, distinct) : null,
    sharing: grows && shared ? sharingWord(slopeShare(shared, fresh)) : null,
  };
}

function growthWord({ relativeGrowth }: Growth): GrowthVerdict["growth"] {
  const side = sideOf(relativeGrowth, materialGrowth);
  return side === "open" ? "open" : side === "above" ? "grows" : "flat";
}

function shapeWord({ squaredShare }: Growth): GrowthVerdict["shape"] {
  if (!squaredShare) return "open";
  const [upper, lower] = [sideOf(squaredShare, materialBend), sideOf(squaredShare, -materialBend)];
  if (upper === "above") return "faster";
  if (lower === "below") return "slower";
  return upper === "below" && lower === "above" ? "linear" : "open";
}

type SlopeShare = "little" | "part" | "most" | "open";

/** How much of the second's slope the first's is, compared round by round. */
function slopeShare(part: Growth, whole: Growth): SlopeShare {
  const little = sideOf(slopeDifference(part, whole, shareLimits.little), 0);
  const most = sideOf(slopeDifference(part, whole, shareLimits.most), 0);
  if (little === "below") return "little";
  if (most === "above") return "most";
  return little === "above" && most === "below" ? "part" : "open";
}

/** part − share · whole: unlike a ratio it has a meaning where a slope is near 0. */
function slopeDifference(part: Growth, whole: Growth, share: number) {
  const wholes = new Map(whole.lines.map(({ round, wall }) => [round, wall.slope]));
  const differences = part.lines
    .filter(({ round }) => wholes.has(round))
    .map(({ round, wall }) => wall.slope - share * wholes.get(round)!);
  return differences.length === 0 ? { value: 0, interval: null } : estimateOverRounds(differences);
}

function whereWord(share: SlopeShare): GrowthVerdict["where"] {
  return ({ little: "connect", part: "both", most: "construction", open: "open" } as const)[share];
}

function sharingWord(share: SlopeShare): GrowthVerdict["sharing"] {
  return ({ little: "removes", part: "part", most: "keeps", open: "open" } as const)[share];
}

function cachedWord(fresh: Growth, distinct: Growth): GrowthVerdict["cached"] {
  const side = sideOf(slopeDifference(fresh, distinct, cachedShare), 0);
  return side === "open" ? "open" : side === "below" ? "yes" : "no";
}
