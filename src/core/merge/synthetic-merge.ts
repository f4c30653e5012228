/** Machines made of numbers that a test chooses. */
import type { Header, Run } from "../records.ts";
import { type SyntheticCase, syntheticRun } from "../synthetic-run.ts";
import { type MergeRun, mergeRunOf } from "./merge-run.ts";

export interface SyntheticMachine {
  /** Distinguishes its run from the others'. */
  readonly seed: number;
  /** What its ratios are multiplied with. */
  readonly factor?: number;
  readonly header?: Partial<Header>;
  /** Of the cases below, those that it measures: a shard. */
  readonly only?: (id: string) => boolean;
  readonly rounds?: number;
}

const trusts = ["default", "private-ca", "bundle", "mtls"] as const;

/** A case for each trust with a ratio of 2 and some scatter that is the machine's own, and a control. */
export function syntheticMachineRun({
  seed,
  factor = 1,
  header,
  only = () => true,
  rounds = 13,
}: SyntheticMachine): Run {
  const scatter = (round: number, index: number) =>
    1 + 0.004 * (((round * (seed + 3) + 5 * index) % 13) / 13 - 0.5);
  const cases = trusts.map(
    (trust, index): SyntheticCase => ({
      trust,
      latencyNs: { fresh: (round) => 2e6 * factor * scatter(round, index), shared: () => 1e6 },
    }),
  );
  const control: SyntheticCase = { client: "empty", trust: "none", latencyNs: { fresh: () => 200 + seed } };
  const whole = syntheticRun({
    cases: [...cases, control],
    rounds,
    header: {
      runId: `20261125-1530-${seed.toString(16).padStart(8, "0")}`,
      seed,
      codeSha256: "12".repeat(32),
      ...header,
    },
  });
  return header?.shard ? shardOf(whole, only) : whole;
}

function shardOf(run: Run, only: (id: string) => boolean): Run {
  const cases = run.plan.cases.filter(({ id, of }) => of.trust === "none" || only(id));
  const kept = new Set(cases.flatMap(({ id }) => id));
  const observations = run.observations.filter(({ armId }) =>
    kept.has(armId.slice(0, armId.lastIndexOf("/"))),
  );
  return {
    ...run,
    plan: { ...run.plan, cases, wholePlan: run.plan.cases.map(({ id }) => id) },
    observations,
  };
}

/** With its records for their digests: what is put together here is small. */
export function namedRun(run: Run, file = `${run.header.runId}.jsonl`): MergeRun {
  const { header, plan, observations, finish } = run;
  const records = [header, plan, ...observations, ...(finish ? [finish] : [])];
  return mergeRunOf(run, { file, digests: records.map((one) => JSON.stringify(one)) });
}

export function syntheticMachine(options: SyntheticMachine): MergeRun {
  return namedRun(syntheticMachineRun(options));
}
