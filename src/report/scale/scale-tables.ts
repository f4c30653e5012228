/** The tables of the page of `ctxcost scale`. */
import { type CaseGrowth, growthIn, type ScaleResults } from "../../core/scale/analyse-scale.ts";
import type { Growth } from "../../core/scale/growth.ts";
import type { CaKindCount } from "../../core/scale/scale-records.ts";
import type { RoundsEstimate } from "../../core/statistics/rounds-estimate.ts";
import { code, plain, sentence, table } from "../markdown.ts";
import { countText, microseconds, percent } from "../number-text.ts";
import { anchorName } from "../row-anchor.ts";
import {
  costCell,
  distinctCell,
  perCaCell,
  ratioCell,
  sharedCell,
  slopeCell,
  verdictText,
} from "./growth-text.ts";

export function growthTable(cases: readonly CaseGrowth[]): string {
  const rows = cases.flatMap((one) => {
    const fresh = growthIn(one.growths, "fresh");
    return fresh ? [{ one, fresh }] : [];
  });
  return table(
    rows,
    [
      { heading: "client", cell: ({ one }) => plain(one.of.client) },
      { heading: "scenario", cell: ({ one }) => one.of.scenario },
      { heading: "intercept, µs [95 %]", align: "right", cell: ({ fresh }) => costCell(fresh.interceptNs) },
      { heading: "µs per CA [95 %]", align: "right", cell: ({ one, fresh }) => perCaCell(one, fresh) },
      { heading: "CPU", align: "right", cell: ({ fresh }) => slopeCell(fresh.cpuPerCaNs, { brief: true }) },
      { heading: "shared", align: "right", cell: ({ one }) => sharedCell(one) },
      { heading: "distinct", align: "right", cell: ({ one }) => distinctCell(one) },
      { heading: "how it grows", cell: ({ one }) => verdictText(one) },
    ],
    ({ one: { of } }) => anchorName("scale", of.runtime, of.client, of.scenario),
  );
}

/** Every point of every line, with what the line leaves over. */
export function pointsTable(cases: readonly CaseGrowth[], caCounts: readonly number[]): string {
  const rows = cases.flatMap(({ of, growths }) => growths.map((growth) => ({ of, growth })));
  return table(
    rows,
    [
      { heading: "client", cell: ({ of }) => plain(of.client) },
      { heading: "scenario", cell: ({ of }) => of.scenario },
      { heading: "context", cell: ({ growth }) => growth.context },
      ...caCounts.map((caCount) => ({
        heading: countText(caCount),
        align: "right" as const,
        cell: ({ growth }: { growth: Growth }) => pointCell(growth, caCount),
      })),
      { heading: "rounds", align: "right", cell: ({ growth }) => roundsCell(growth) },
      { heading: "largest residual", align: "right", cell: ({ growth }) => percent(growth.largestResidual) },
      {
        heading: "squared part [95 %]",
        align: "right",
        cell: ({ growth }) => shareCell(growth.squaredShare),
      },
    ],
    ({ of, growth }) => anchorName("points", of.runtime, of.client, of.scenario, growth.context),
  );
}

function pointCell({ points }: Growth, wanted: number): string {
  const point = points.find(({ caCount }) => caCount === wanted);
  return point ? microseconds(point.ns.value) : "";
}

function roundsCell({ lines, plannedRounds }: Growth): string {
  return lines.length === plannedRounds ? String(plannedRounds) : `${lines.length} of ${plannedRounds}`;
}

function shareCell(estimate: RoundsEstimate | null): string {
  if (!estimate) return "—";
  const { value, interval } = estimate;
  return interval
    ? `${percent(value)} [${percent(interval.low)}, ${percent(interval.high)}]`.replaceAll(" ", "\u00A0")
    : percent(value);
}

/** By how much a synthetic CA may differ from a real one. */
const tolerance = 0.1;

export function rootChecksTable({ rootChecks }: ScaleResults): string {
  return table(
    rootChecks,
    [
      { heading: "runtime", cell: ({ arm }) => arm.runtime },
      { heading: "client", cell: ({ arm }) => plain(arm.client) },
      { heading: "scenario", cell: ({ arm }) => arm.scenario },
      { heading: "CAs", align: "right", cell: ({ arm }) => countText(arm.caCount) },
      {
        heading: "operation: real ÷ synthetic [95 %]",
        align: "right",
        cell: ({ ratio }) => ratioCell(ratio),
      },
      {
        heading: "a CA: real ÷ synthetic [95 %]",
        align: "right",
        cell: ({ perCaRatio }) => (perCaRatio ? ratioCell(perCaRatio) : "—"),
      },
      { heading: "a CA within 10 %", cell: ({ perCaRatio }) => isWithin(perCaRatio) },
    ],
    ({ arm }) => anchorName("roots", arm.runtime, arm.client, arm.scenario),
  );
}

function isWithin(ratio: RoundsEstimate | null): string {
  if (!ratio?.interval) return "—";
  const { low, high } = ratio.interval;
  if (low >= 1 - tolerance && high <= 1 + tolerance) return "yes";
  return high < 1 - tolerance || low > 1 + tolerance ? "**no**" : "open";
}

export function caKindsTable(kinds: readonly CaKindCount[]): string {
  const bytes = (value: number | null) => (value === null ? "—" : countText(value));
  return table(
    kinds,
    [
      { heading: "key", cell: ({ kind }) => plain(kind) },
      { heading: "real roots", align: "right", cell: ({ roots }) => countText(roots) },
      { heading: "synthetic", align: "right", cell: ({ synthetic }) => countText(synthetic) },
      { heading: "median PEM, bytes: real", align: "right", cell: (one) => bytes(one.rootPemBytes) },
      { heading: "synthetic", align: "right", cell: (one) => bytes(one.syntheticPemBytes) },
    ],
    ({ kind }) => anchorName("kind", kind),
  );
}

/** What has no line, or not all of it; null where nothing is missing. */
export function missingTable(cases: readonly CaseGrowth[]): string | null {
  const rows = cases.flatMap(({ of, missing, failures }) => [
    ...missing.map(({ context, reason }) => ({ of, context, reason })),
    ...failures.map(({ id, count, reason }) => ({
      of,
      context: `${id.split("/").slice(-2).join(" ")} CAs`,
      reason: `failed ${count} times: ${reason}`,
    })),
  ]);
  if (rows.length === 0) return null;
  return table(
    rows,
    [
      { heading: "case", cell: ({ of }) => code(`${of.runtime}/${of.client}/${of.scenario}`) },
      { heading: "what", cell: ({ context }) => plain(context) },
      { heading: "why", cell: ({ reason }) => sentence(reason) },
    ],
    ({ of, context }) => anchorName("missing", of.runtime, of.client, of.scenario, context),
  );
}
