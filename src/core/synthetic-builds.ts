/** For tests: runs of several builds, made of numbers that a test chooses. */
import { armId } from "./model.ts";
import type { Header, Observation, PlannedCase, Run } from "./records.ts";
import type { RuntimeFacts } from "./runtime-facts.ts";
import { type SyntheticCase, syntheticObservation, syntheticRun } from "./synthetic-run.ts";

export interface SyntheticBuilds {
  /** Of `node`: its builds, the base first. */
  readonly builds: readonly Partial<RuntimeFacts>[];
  /** One case each; its only arm is `fresh` on every build. */
  readonly cases: readonly Omit<SyntheticCase, "latencyNs">[];
  readonly rounds?: number;
  readonly header?: Partial<Header>;
  /** What an operation takes. */
  readonly latencyNs: (build: number, case_: number, round: number) => number;
  readonly observe?: (observation: Observation, build: number) => Observation;
}

/** The base runs first in odd rounds and last in even ones. */
export function syntheticBuilds(options: SyntheticBuilds): Run {
  const { builds, rounds = 13, latencyNs, observe = (one) => one } = options;
  const cases = options.cases.map((one) => ({ ...one, latencyNs: { fresh: 1 } }));
  const run = syntheticRun({ cases, rounds, ...(options.header ? { header: options.header } : {}) });
  const [facts] = run.header.runtimes;
  const planned = run.plan.cases.map((one): PlannedCase => {
    const arms = builds.map(({ build }) => ({ ...one.of, build, context: "fresh" }) as const);
    return { ...one, arms };
  });
  const observations: Observation[] = [];
  for (let round = 1; round <= rounds; round++) {
    for (const [number, { arms }] of planned.entries()) {
      const ordered = round % 2 === 1 ? [...arms.entries()] : [...arms.entries()].reverse();
      for (const [build, arm] of ordered) {
        const valid = syntheticObservation(arm, round, latencyNs(build, number, round));
        observations.push(observe({ ...valid, armId: armId(arm) }, build));
      }
    }
  }
  return {
    ...run,
    header: { ...run.header, runtimes: builds.map((build) => ({ ...facts!, ...build })) },
    plan: { ...run.plan, cases: planned, familySize: planned.length * (builds.length - 1) },
    observations,
  };
}
