/** For tests: runs of several builds, made of numbers that a test chooses. */
import { armId, type Context, caseId } from "../model.ts";
import type { Header, Observation, PlannedCase, Run } from "../records.ts";
import type { RuntimeFacts } from "../runtime-facts.ts";
import { type SyntheticCase, syntheticObservation, syntheticRun } from "../synthetic-run.ts";

export interface SyntheticBuilds {
  /** Of `node`: its builds, the base first. */
  readonly builds: readonly Partial<RuntimeFacts>[];
  /** One case each, with the same contexts on every build. */
  readonly cases: readonly Omit<SyntheticCase, "latencyNs">[];
  /** `fresh` alone where absent. */
  readonly contexts?: readonly Context[];
  readonly rounds?: number;
  readonly header?: Partial<Header>;
  /** What an operation takes. */
  readonly latencyNs: (build: number, case_: number, round: number, context: Context) => number;
  readonly observe?: (observation: Observation, build: number) => Observation;
}

/** Of each context the base runs before the others in odd rounds, and after them in even ones. */
export function syntheticBuilds(options: SyntheticBuilds): Run {
  const { builds, contexts = ["fresh"], rounds = 13, latencyNs, observe = (one) => one } = options;
  const cases = options.cases.map((one) => ({ ...one, latencyNs: { fresh: 1 } }));
  const run = syntheticRun({ cases, rounds, ...(options.header ? { header: options.header } : {}) });
  const [facts] = run.header.runtimes;
  const planned = run.plan.cases.map((one): PlannedCase => {
    const arms = contexts.flatMap((context) => builds.map(({ build }) => ({ ...one.of, build, context })));
    return { ...one, arms };
  });
  const observations: Observation[] = [];
  for (let round = 1; round <= rounds; round++) {
    for (const [number, { arms }] of planned.entries()) {
      const ordered = round % 2 === 1 ? [...arms.entries()] : [...arms.entries()].reverse();
      for (const [place, arm] of ordered) {
        const build = place % builds.length;
        const valid = syntheticObservation(arm, round, latencyNs(build, number, round, arm.context));
        observations.push(observe({ ...valid, armId: armId(arm) }, build));
      }
    }
  }
  return {
    ...run,
    header: { ...run.header, runtimes: builds.map((build) => ({ ...facts!, ...build })) },
    plan: { ...run.plan, cases: planned, familySize: planned.length * contexts.length * (builds.length - 1) },
    observations,
  };
}

/** Two builds with one client in two contexts; the second takes twice as long. */
export function twoBuilds(builds: SyntheticBuilds["builds"]): Run {
  return syntheticBuilds({
    builds,
    cases: [{ client: "node:tls" }],
    contexts: ["fresh", "shared"],
    latencyNs: (build) => 1e6 * (1 + build),
  });
}

/** With a build beside them that is the only one of another runtime, in the same cases. */
export function withSingleBuild(run: Run, single: Pick<RuntimeFacts, "runtime" | "version">): Run {
  const { runtime, version } = single;
  const build = `${runtime}@${version}`;
  const [facts] = run.header.runtimes;
  const planned = run.plan.cases.map((one): PlannedCase => {
    const of = { ...one.of, runtime };
    const contexts = [...new Set(one.arms.map(({ context }) => context))];
    return { ...one, of, id: caseId(of), arms: contexts.map((context) => ({ ...of, build, context })) };
  });
  const observations = Array.from({ length: run.plan.rounds }, (_, round) =>
    planned.flatMap(({ arms }) => arms.map((arm) => syntheticObservation(arm, round + 1, 3e6 + round))),
  ).flat();
  return {
    ...run,
    header: { ...run.header, runtimes: [...run.header.runtimes, { ...facts!, ...single, build }] },
    plan: { ...run.plan, cases: [...run.plan.cases, ...planned] },
    observations: [...run.observations, ...observations],
  };
}
