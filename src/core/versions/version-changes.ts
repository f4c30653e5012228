/** From the rounds of one interleaved run to what each version changed. */
import { summariseArm } from "../arm-result.ts";
import { type ByArm, countedObservations, observationsOf } from "../counted-observations.ts";
import { type Arm, armId, type Case, type Context } from "../model.ts";
import { comparePair } from "../pair.ts";
import type { PlannedCase, Run } from "../records.ts";
import type { ArmResult, JudgedPair } from "../results.ts";
import type { RuntimeFacts } from "../runtime-facts.ts";
import { roundsNeeded } from "../statistics/holm.ts";
import { medianEstimate } from "../statistics/median-estimate.ts";
import type { RoundsEstimate } from "../statistics/rounds-estimate.ts";
import { giveVerdicts } from "../verdicts.ts";
import {
  type VersionPair,
  type VersionRow,
  versionPairs,
  versionRows,
  versionsInOrder,
} from "./version-pairs.ts";

/** head ÷ base: above 1 where the newer version is slower. */
export interface VersionChange extends JudgedPair, VersionPair {}

/** One version in a row of the table. */
export type VersionCell =
  | {
      readonly state: "measured";
      readonly arm: Arm;
      /** Median over the rounds of each process's median. */
      readonly latencyNs: number;
      readonly processMediansNs: readonly number[];
      /** Of this version alone, over its processes: what all versions of a round share is in its interval. */
      readonly alone: RoundsEstimate;
      /** Against the version before it that was planned; null for the first. */
      readonly change: VersionChange | null;
      /** As the worker proved it, e.g. `undici 8.13.1 (npm)`; null where no package was measured. */
      readonly packageThatRan: string | null;
    }
  /** It failed, or it cannot do this, for the reason. */
  | { readonly state: "missing"; readonly reason: string };

export interface VersionResult {
  readonly of: Case;
  readonly context: Context;
  /** One for each version, the oldest first. */
  readonly cells: readonly VersionCell[];
  /** The newest that was planned against the oldest; null where these are neighbours or one. */
  readonly whole: VersionChange | null;
}

export interface VersionResults {
  /** The oldest first. */
  readonly versions: readonly RuntimeFacts[];
  readonly rows: readonly VersionResult[];
  /** All comparisons of the plan: over these Holm's procedure corrects. */
  readonly familySize: number;
  readonly rounds: number;
  readonly exploratory: boolean;
  /** Where so few rounds can give no verdict on any change, how many it takes; else null. */
  readonly leastRounds: number | null;
}

/** Of a run that has several builds of one runtime. */
export function versionChanges(run: Run): VersionResults {
  const { plan, header } = run;
  const versions = versionsInOrder(header.runtimes);
  const byArm = countedObservations(run);
  const rows = versionRows(plan.cases, versions);
  const pairs = rows.flatMap((row) => versionPairs(row).map((pair) => ({ row, pair })));
  const familySize = pairs.length;
  const compared = pairs.map(({ row, pair }) => ({
    ...pair,
    ...comparisonOf(row.planned, pair, byArm, run),
  }));
  const changes = giveVerdicts(compared, { size: familySize, exploratory: plan.exploratory });
  const needed = familySize === 0 ? 0 : roundsNeeded(familySize);
  return {
    versions,
    rows: rows.map((row) => {
      const own = changes.filter((_, index) => pairs[index]!.row === row);
      return resultOf(row, own, versions, byArm, run);
    }),
    familySize,
    rounds: plan.rounds,
    exploratory: plan.exploratory,
    leastRounds: !plan.exploratory && plan.rounds < needed ? needed : null,
  };
}

function comparisonOf({ excluded }: PlannedCase, { base, head }: VersionPair, byArm: ByArm, { plan }: Run) {
  const observed = (arm: Arm) => (excluded === null ? observationsOf(arm, byArm) : []);
  return comparePair({
    first: observed(head),
    second: observed(base),
    plannedPairs: plan.rounds,
    exploratory: plan.exploratory,
  });
}

function resultOf(
  row: VersionRow,
  changes: readonly VersionChange[],
  versions: readonly RuntimeFacts[],
  byArm: ByArm,
  run: Run,
): VersionResult {
  const { of, context, arms, planned } = row;
  const cells = versions.map((facts): VersionCell => {
    const arm = arms.find(({ build }) => build === facts.build);
    if (!arm) return { state: "missing", reason: lackText(planned, facts, context) };
    const result = summarise(arm, planned, byArm, run);
    if (result.state !== "measured") return { state: "missing", reason: result.reason };
    const { latencyNs, processMediansNs, packageThatRan } = result;
    const change = changes.find((one) => one.kind === "step" && armId(one.head) === armId(arm)) ?? null;
    const { value, interval } = medianEstimate(processMediansNs);
    const alone = { value, interval: run.plan.exploratory ? null : interval };
    return { state: "measured", arm, latencyNs, processMediansNs, alone, change, packageThatRan };
  });
  return { of, context, cells, whole: changes.find(({ kind }) => kind === "whole") ?? null };
}

function summarise(arm: Arm, { excluded }: PlannedCase, byArm: ByArm, { plan }: Run): ArmResult {
  if (excluded !== null) return { state: "failed", arm, plannedRounds: plan.rounds, reason: excluded };
  return summariseArm(arm, observationsOf(arm, byArm), plan.rounds);
}

/** The plan writes the build's name before the reason. */
function lackText({ unsupported }: PlannedCase, { build }: RuntimeFacts, context: Context): string {
  const prefix = `${build}: `;
  const known = unsupported.find((one) => one.context === context && one.reason.startsWith(prefix));
  return known ? `unsupported: ${known.reason.slice(prefix.length)}` : "it has no such client";
}
