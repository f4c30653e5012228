/**
 * What a run compares, and thus what a merge pools: fresh with another context, or, where the run has several builds of a
 * runtime, each later build with the first that was named.
 */
import { comparesBuilds } from "../comparison/build-pairs.ts";
import { compareBuilds } from "../comparison/compare-builds.ts";
import { type Arm, armId, buildName } from "../model.ts";
import type { Run } from "../records.ts";
import type { CaseResult, JudgedPair, RunResults } from "../results.ts";

export interface RunPair {
  readonly result: CaseResult;
  readonly sides: PairSides;
  readonly judged: JudgedPair;
}

export interface PairSides {
  readonly numerator: Arm;
  readonly denominator: Arm;
}

/** In the order of the plan. */
export function runPairs(run: Run, { cases }: RunResults): RunPair[] {
  if (!comparesBuilds(run.header.runtimes)) {
    return cases.flatMap((result) =>
      result.pairs.map(({ numerator, denominator, ...judged }) => {
        const { of } = result;
        const sides = {
          numerator: { ...of, context: numerator },
          denominator: { ...of, context: denominator },
        };
        return { result, sides, judged };
      }),
    );
  }
  const results = new Map(cases.map((one) => [one.id, one]));
  return compareBuilds(run).map(({ base, head, planned, ...judged }) => ({
    result: results.get(planned.id)!,
    sides: { numerator: head.arm, denominator: base.arm },
    judged,
  }));
}

/** The same in every run that has the pair, and in no other pair. */
export function pairKey({ numerator, denominator }: PairSides): string {
  return `${armId(numerator)} ${armId(denominator)}`;
}

export function isOfBuilds({ numerator }: PairSides): boolean {
  return numerator.build !== undefined;
}

/** `fresh ÷ shared`, or `node@24 ÷ node@22, fresh` */
export function pairText(sides: PairSides): string {
  const { numerator, denominator } = sides;
  if (!isOfBuilds(sides)) return `${numerator.context} ÷ ${denominator.context}`;
  return `${buildName(numerator)} ÷ ${buildName(denominator)}, ${numerator.context}`;
}
