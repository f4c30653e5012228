/**
 * Whether the run was the same from its first to its last round: arms whose processes, and pairs whose ratios, are
 * others in the late rounds than in the early ones. A pair's interval rests on rounds that could change places.
 */

import type { CaseResult, Drift, MeasuredArm, PairResult } from "./results.ts";
import { median } from "./statistics/quantile.ts";
import { isEarly, type Series, stepDownPValues } from "./statistics/step-down-max.ts";

/** Of all arms together, and of all pairs together. */
const familyWiseError = 0.05;
/** A move below 5 % is not worth a warning, however sure it is; as in operation-trend.ts. */
const leastLogMove = Math.log(1.05);

interface Candidate {
  readonly caseId: string;
  readonly of: Pick<Drift, "context" | "denominator">;
  readonly logs: Series;
}

/** By the case's id; cases without one are not in it. */
export function driftsOf(cases: readonly CaseResult[]): ReadonlyMap<string, readonly Drift[]> {
  const rounds = Math.max(0, ...cases.flatMap(measuredArms).flatMap((arm) => arm.rounds));
  const ofArms = cases.flatMap((one) => armCandidates(one, rounds));
  const ofPairs = cases.flatMap((one) => pairCandidates(one, ofArms));
  const found = [...drifted(ofPairs), ...drifted(ofArms)];
  return new Map(
    [...Map.groupBy(found, ({ caseId }) => caseId)].map(([caseId, ofCase]) => [
      caseId,
      ofCase.map(({ drift }) => drift),
    ]),
  );
}

function measuredArms({ arms }: CaseResult): MeasuredArm[] {
  return arms.filter((arm) => arm.state === "measured");
}

function armCandidates(one: CaseResult, rounds: number): Candidate[] {
  return measuredArms(one)
    .filter(({ processMediansNs }) => processMediansNs.every((value) => value > 0))
    .map((arm) => {
      const logs = new Array<number | null>(rounds).fill(null);
      for (const [index, round] of arm.rounds.entries()) {
        logs[round - 1] = Math.log(arm.processMediansNs[index]!);
      }
      return { caseId: one.id, of: { context: arm.arm.context, denominator: null }, logs };
    });
}

/** A pair whose ratio is withheld has none that could drift. */
function pairCandidates({ id, pairs }: CaseResult, ofArms: readonly Candidate[]): Candidate[] {
  const logsOf = (context: Drift["context"]) =>
    ofArms.find(({ caseId, of }) => caseId === id && of.context === context)?.logs;
  return pairs.flatMap(({ ratio, numerator, denominator }: PairResult): Candidate[] => {
    const [above, below] = [logsOf(numerator), logsOf(denominator)];
    if (ratio === null || !above || !below) return [];
    const logs = above.map((value, index) => difference(value, below[index]!));
    return [{ caseId: id, of: { context: numerator, denominator }, logs }];
  });
}

function difference(above: number | null, below: number | null): number | null {
  return above === null || below === null ? null : above - below;
}

function drifted(family: readonly Candidate[]): { caseId: string; drift: Drift }[] {
  const pValues = stepDownPValues(family.map(({ logs }) => logs));
  return family.flatMap(({ caseId, of, logs }, index) => {
    const adjustedPValue = pValues[index]!;
    if (adjustedPValue > familyWiseError) return [];
    const logMove = moveOf(logs);
    if (Math.abs(logMove) < leastLogMove) return [];
    return [{ caseId, drift: { ...of, factor: Math.exp(logMove), adjustedPValue } }];
  });
}

/** By the medians: a single process far from the others is an outlier, which is said elsewhere, and no drift. */
function moveOf(logs: Series): number {
  const early = isEarly(logs.length);
  const half = (wanted: boolean) => logs.filter((value, index) => value !== null && early[index] === wanted);
  return median(half(false) as number[]) - median(half(true) as number[]);
}
