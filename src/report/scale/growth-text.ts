/** How a cost grows, in words and figures. */
import type { CaseGrowth } from "../../core/scale/analyse-scale.ts";
import { growthIn, sharedGrowth } from "../../core/scale/analyse-scale.ts";
import type { Growth } from "../../core/scale/growth.ts";
import type { GrowthVerdict } from "../../core/scale/growth-verdict.ts";
import { median } from "../../core/statistics/quantile.ts";
import type { RoundsEstimate } from "../../core/statistics/rounds-estimate.ts";
import { unbroken } from "../markdown.ts";
import { microseconds, numberText } from "../number-text.ts";
import { intervalText } from "../ratio-text.ts";

const micro = ({ low, high }: { low: number; high: number }) => ({ low: low / 1e3, high: high / 1e3 });

/** `2,005 [1,980, 2,030]`; without the interval where there is none. */
export function costCell({ value, interval }: RoundsEstimate): string {
  const range = interval ? ` ${intervalText(micro(interval))}` : "";
  return unbroken(`${microseconds(value)}${range}`);
}

/** `34.9 [34.1, 35.6]`; `~ 0 (< 0.02)` where the interval holds 0, with the most that it allows unless brief. */
export function slopeCell(estimate: RoundsEstimate | null, { brief = false } = {}): string {
  if (!estimate) return "—";
  const { value, interval } = estimate;
  if (interval && interval.low <= 0 && interval.high >= 0) {
    return unbroken(brief ? "~ 0" : `~ 0 (< ${microseconds(interval.high)})`);
  }
  return brief ? microseconds(value) : costCell(estimate);
}

/** `1.02 [0.98, 1.05]` */
export function ratioCell({ value, interval }: RoundsEstimate): string {
  return unbroken(`${numberText(value)}${interval ? ` ${intervalText(interval)}` : ""}`);
}

/** Of `fresh`. A wait moves in steps, as timers do, and a line through steps has a slope that is no cost of a CA. */
export function perCaCell(one: CaseGrowth, fresh: Growth): string {
  return isWait(one) ? "—" : slopeCell(fresh.perCaNs);
}

export function sharedCell(one: CaseGrowth): string {
  const growth = sharedGrowth(one.growths);
  if (!growth || isWait(one)) return "—";
  const note = growth.context === "shared-options" ? unbroken(" (options)") : "";
  return `${slopeCell(growth.perCaNs, { brief: true })}${note}`;
}

export function distinctCell(one: CaseGrowth): string {
  const growth = growthIn(one.growths, "distinct");
  return growth && !isWait(one) ? slopeCell(growth.perCaNs, { brief: true }) : "—";
}

/** `linear at connect (lazy); sharing saves none of it` */
export function verdictText({ verdict, of, hasCreate, growths }: CaseGrowth): string {
  if (!verdict) return withoutVerdict(growths);
  const { growth, cached, sharing } = verdict;
  if (growth === "open") return "~ open";
  if (growth === "flat") return flatText(cached === "yes", growths[0]);
  const shape = shapeTexts[verdict.shape];
  const grows =
    cached === "yes"
      ? `cached by content; what is left is ${shape}`
      : `${shape} ${placeText(verdict, of.scenario, hasCreate)}`;
  return sharing === null ? grows : `${grows}; ${sharingTexts[sharing]}`;
}

/** Below this share of the first cost at 1,000 CAs nobody would see the CPU grow. */
const leastCpuGrowth = 0.05;

/** A wait can hide by the clock what the CPU does for each CA. */
function flatText(isCached: boolean, fresh: Growth | undefined): string {
  if (isCached) return "flat: cached by content";
  return fresh && isHiddenByWait(fresh)
    ? "flat by the clock, of which most is a wait; its CPU grows with each CA"
    : "flat";
}

function isWait({ verdict, growths }: CaseGrowth): boolean {
  const [fresh] = growths;
  return (
    verdict?.growth === "flat" && verdict.cached !== "yes" && fresh !== undefined && isHiddenByWait(fresh)
  );
}

function isHiddenByWait({ cpuPerCaNs, interceptNs, lines }: Growth): boolean {
  if (!cpuPerCaNs?.interval || 1000 * cpuPerCaNs.interval.low <= leastCpuGrowth * interceptNs.value)
    return false;
  return median(lines.map(({ wall, cpu }) => cpu!.intercept / wall.intercept)) < 0.5;
}

/** Says which rounds are missing, where that is why. */
function withoutVerdict(growths: readonly Growth[]): string {
  const thinnest = growths.reduce(
    (least, { lines, plannedRounds }) =>
      lines.length < least.lines ? { lines: lines.length, plannedRounds } : least,
    { lines: Number.POSITIVE_INFINITY, plannedRounds: 0 },
  );
  return thinnest.lines < thinnest.plannedRounds
    ? `— (${thinnest.lines} of ${thinnest.plannedRounds} rounds)`
    : "—";
}

const shapeTexts: Record<GrowthVerdict["shape"], string> = {
  linear: "linear",
  faster: "faster than linear",
  slower: "slower than linear",
  open: "growing (~ linear?)",
};

const sharingTexts: Record<NonNullable<GrowthVerdict["sharing"]>, string> = {
  removes: "sharing removes it",
  keeps: "sharing saves none of it",
  part: "sharing saves a part of it",
  open: "~ what sharing saves",
};

function placeText({ where }: GrowthVerdict, scenario: string, hasCreate: boolean): string {
  if (scenario === "create") return "at construction";
  if (!hasCreate) return "in the request";
  switch (where) {
    case "construction":
      return "at construction";
    case "connect":
      return "at connect (lazy)";
    case "both":
      return "at construction and at connect";
    default:
      return "(~ where)";
  }
}
