/** Builds of a run that are slower than another by more than a threshold: a later one than the first, a version than the one before it. */
import { comparedBuilds } from "../comparison/build-pairs.ts";
import { interleavedChanges } from "../comparison/interleaved-changes.ts";
import { countedObservations, observationsOf } from "../counted-observations.ts";
import { type Arm, buildName, caseId } from "../model.ts";
import { leastPairsForInterval } from "../pair.ts";
import type { Run } from "../records.ts";
import type { Estimate } from "../results.ts";
import { type VersionChange, type VersionResult, versionChanges } from "../versions/version-changes.ts";
import { type Finding, strengthOf } from "./finding.ts";
import { isBaseOf, layerOfPackage } from "./layer.ts";

/** The share of slowing down that nobody would look into. */
export const threshold = 0.05;
/** Nor into this: a constructor that takes a microsecond longer is nobody's trouble. */
const leastSlowDownNs = 20e3;

/** Of those that Holm's procedure, over all of the run's comparisons, finds slower, and by more than the threshold. */
export function regressions(run: Run): Finding[] {
  const found = isSweep(run) ? ofVersions(run) : ofBuilds(run);
  return found.map((one) => ({ ...one, layer: layerOfPackage(one.of, () => isInBase(one, found, run)) }));
}

/** Null where what the client stands on was not measured with both builds. */
function isInBase(one: Finding, found: readonly Finding[], run: Run): boolean | null {
  if (!isBaseMeasured(one, run)) return null;
  const key = ({ builds, contexts }: Finding) => [builds?.base, builds?.head, contexts[0]].join(" ");
  return found.some((other) => isBaseOf(other.of, one.of) && key(other) === key(one));
}

/** With both builds, and often enough for an interval: else nobody knows whether it became slower as well. */
function isBaseMeasured({ of, builds, contexts }: Finding, run: Run): boolean {
  const arms = run.plan.cases
    .filter((one) => one.excluded === null && isBaseOf(one.of, of))
    .flatMap((one) => one.arms)
    .filter(({ context }) => context === contexts[0]);
  const counted = countedObservations(run);
  const [base, head] = [builds?.base, builds?.head].map((name) => {
    const arm = arms.find((one) => buildName(one) === name);
    const own = arm ? observationsOf(arm, counted) : [];
    return new Set(own.filter(({ status }) => status === "valid").map(({ round }) => round));
  });
  return base!.intersection(head!).size >= leastPairsForInterval;
}

/** Three versions or more of one runtime: there people ask what a version has changed, not what all of them have. */
function isSweep({ header }: Run): boolean {
  const [first] = header.runtimes;
  return header.runtimes.length > 2 && header.runtimes.every(({ runtime }) => runtime === first!.runtime);
}

function ofBuilds(run: Run): Finding[] {
  const { changes } = interleavedChanges(run, threshold);
  return changes.flatMap(({ arm, ratio, isRegression, count, headNs }) => {
    const base = comparedBuilds(run.header.runtimes, arm.runtime)?.[0];
    if (!isRegression || !("low" in ratio) || base === undefined || !isFelt(headNs, ratio)) return [];
    return [findingOf(arm, base, ratio, count)];
  });
}

/** By the version that brought each; where no single one did, what all of them brought together. */
function ofVersions(run: Run): Finding[] {
  const { rows } = versionChanges(run);
  return rows.flatMap((row) => {
    const steps = row.cells.flatMap((cell) => (cell.state === "measured" ? (cell.change ?? []) : []));
    const found = steps.flatMap((change) => findingOfChange(row, change, rows));
    return found.length > 0 || !row.whole ? found : findingOfChange(row, row.whole, rows);
  });
}

function findingOfChange(
  row: VersionResult,
  change: VersionChange,
  rows: readonly VersionResult[],
): Finding[] {
  const { head, base, verdict, interval, validPairs } = change;
  const cell = cellOf(row, head);
  if (verdict.kind !== "differs" || !interval || !cell) return [];
  if (interval.low <= 1 + threshold || !isFelt(cell.latencyNs, interval)) return [];
  return isMoved(row, change, rows) ? [] : [findingOf(head, buildName(base), interval, validPairs)];
}

/** Work that a version does when a client is made and no longer when it connects: a whole request takes no longer. */
function isMoved(
  { of, context }: VersionResult,
  { kind, head }: VersionChange,
  rows: readonly VersionResult[],
): boolean {
  if (of.scenario !== "create") return false;
  const request = rows.find(
    (row) => row.context === context && caseId(row.of) === caseId({ ...of, scenario: "request" }),
  );
  const change = kind === "whole" ? request?.whole : request && cellOf(request, head)?.change;
  return change?.interval ? change.interval.low <= 1 + threshold : false;
}

function cellOf({ cells }: VersionResult, { build }: Arm) {
  const cell = cells.find((one) => one.state === "measured" && one.arm.build === build);
  return cell?.state === "measured" ? cell : null;
}

function isFelt(headNs: number, { low }: Estimate): boolean {
  return headNs * (1 - 1 / low) >= leastSlowDownNs;
}

function findingOf(head: Arm, base: string, estimate: Estimate, count: number): Finding {
  const { runtime, client, trust, scenario, context } = head;
  const words = `${buildName(head)} ÷ ${base}`;
  const claim = { measure: "ratio", of: words, estimate, expected: 1 } as const;
  return {
    kind: "regression",
    of: { runtime, client, trust, scenario },
    contexts: [context],
    builds: { base, head: buildName(head) },
    claim,
    layer: "runtime",
    n: count,
    strength: strengthOf(claim),
    alsoIn: [],
  };
}
