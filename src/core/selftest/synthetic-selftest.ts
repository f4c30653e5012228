/** For tests: runs of a self-test in which it is known which comparisons are false alarms. */

import { type SyntheticBuilds, syntheticBuilds } from "../comparison/synthetic-builds.ts";
import type { Run, SelftestFacts } from "../records.ts";

export interface SyntheticSelftest extends Partial<SyntheticBuilds> {
  readonly check?: SelftestFacts["check"];
  /** A comparison each. */
  readonly comparisons: number;
  /** What the head takes ÷ what the base takes. */
  readonly ratio: (comparison: number, round: number) => number;
}

/** Now above 1 and now below, with no tie: the exact test does not reject it. */
export function balanced(round: number): number {
  return 1 + (round % 2 === 0 ? -1 : 1) * 0.001 * round;
}

export function syntheticSelftest(options: SyntheticSelftest): Run {
  const { check = "a-a", comparisons, ratio, header, ...rest } = options;
  const cases = Array.from({ length: comparisons }, (_, number) => ({ client: `client-${number + 1}` }));
  return syntheticBuilds({
    builds: [{ build: "node#a" }, { build: "node#b" }],
    cases,
    latencyNs: (build, number, round) => 1_000_000 * (build === 0 ? 1 : ratio(number, round)),
    ...rest,
    header: { ...header, selftest: { check } },
  });
}
