/** A run from beginning to end: describe, verify, calibrate, plan, measure; every record is stored as it comes. */
import { rmSync } from "node:fs";
import path from "node:path";
import type { Check, Header, Plan, PlannedCase, RunRecord } from "../core/records.ts";
import { fromTheStart } from "../core/resume/remaining-rounds.ts";
import { tooFewRounds } from "../core/rounds-note.ts";
import { withBusyLoops } from "./busy-loops.ts";
import { calibrate } from "./calibrate.ts";
import type { WantedBuild } from "./describe-runtimes.ts";
import type { OnEvent } from "./events.ts";
import { exclusion, withoutFailedBuilds } from "./failed-premises.ts";
import { makeHeader } from "./header.ts";
import { expectKnownClients } from "./known-clients.ts";
import { measurePlan, orderRounds } from "./measure-plan.ts";
import { type Budget, fullBudget, type OperationCounts, quickBudget } from "./operation-counts.ts";
import { familySize, type SelectedCase, type Selection, selectCases } from "./plan.ts";
import { prepare } from "./prepare.ts";
import { runsFolder } from "./project.ts";
import { shardCases } from "./shards.ts";
import { createRecordFile, makeResultsFolder, type RecordWriter } from "./store.ts";
import { UsageError } from "./unknown-word.ts";
import { verifyPremises } from "./verify-premises.ts";
import { Workbench } from "./workbench.ts";

export interface BenchmarkOptions {
  readonly builds: readonly WantedBuild[];
  readonly selection: Selection;
  readonly mode: Header["mode"];
  /** What every process may spend; by the mode where absent. */
  readonly budget?: Budget | undefined;
  /** By case: the numbers of operations of another run, to be taken instead of calibrating. */
  readonly counts?: ReadonlyMap<string, OperationCounts> | undefined;
  readonly selftest?: Header["selftest"];
  /** Which part of the cases to measure; all where absent. */
  readonly shard?: Header["shard"];
  readonly rounds: number;
  /** Whether its own verdicts are what it is for, so that too few rounds for any are told before they are measured. */
  readonly isForVerdicts?: boolean | undefined;
  readonly seed: number;
  readonly url: URL | null;
  /** Where to write the results file; a name by the run's id where absent. */
  readonly out: string | null;
  readonly commandLine: readonly string[];
  readonly onEvent: OnEvent;
  readonly signal: AbortSignal;
}

export interface BenchmarkOutcome {
  readonly file: string;
  readonly runId: string;
  readonly observations: number;
  /** Without those that were made again after a fault of the harness. */
  readonly failedObservations: number;
  readonly failedChecks: number;
  readonly missingRuntimes: number;
  readonly interrupted: boolean;
  /** Whether the file has a plan: without one there are no tables, nothing can go on, and none is kept but of `out`. */
  readonly isPlanned: boolean;
}

/** Longest time that a process may take; the slowest arm seen takes 2 s. */
export const processTimeoutMs = 30_000;
/** With `--url`, at most this many requests an arm over all rounds: it is somebody's server. */
const urlRequestsPerArm = 20;

export async function runBenchmark(options: BenchmarkOptions): Promise<BenchmarkOutcome> {
  const startedAt = new Date();
  const started = process.hrtime.bigint();
  const { onEvent, signal, url, seed, mode, selftest, shard } = options;
  const { nodeBinary, fixture, described } = await prepare(options.builds, onEvent, options);
  if (described.facts.length === 0) {
    throw new Error("select cases: no runtime that was asked for can be measured: see what is missing above");
  }
  await expectKnownClients(options.selection.clients ?? [], described);
  const whole = selectCases(described.facts, options.selection);
  const cases = shard ? shardCases(whole, shard) : whole;
  if (cases.every(({ arms }) => arms.length === 0)) throw nothingToMeasure(cases);

  const { facts, missing, binaries } = described;
  const asked = { commandLine: options.commandLine, seed, mode, selftest, shard, url, startedAt };
  const header = makeHeader({ ...asked, facts, missing, fixture, nodeBinary });
  const few = options.isForVerdicts ? tooFewRounds(options.rounds, familySize(whole, facts)) : null;
  for (const text of [...header.warnings, ...(few ? [few] : [])]) onEvent({ kind: "note", text });
  if (options.out === null) makeResultsFolder(runsFolder);
  const writer = createRecordFile<RunRecord>(options.out ?? path.join(runsFolder, `${header.runId}.jsonl`));
  writer.append(header);
  const timeoutMs = processTimeoutMs;
  const nodePath = nodeBinary.path;
  const workbench = new Workbench({ nodePath, fixture, binaries, facts, url, timeoutMs, signal, onEvent });
  try {
    const tally = await measureAll(workbench, { whole, cases }, options, writer);
    if (!signal.aborted) {
      const elapsedNs = Number(process.hrtime.bigint() - started);
      const finishedAt = new Date().toISOString();
      const { failedObservations } = tally;
      writer.append({ kind: "finish", finishedAt, elapsedNs, failedObservations });
    }
    // Without a plan it is good for nothing, and nobody asked for it by name.
    if (!tally.isPlanned && options.out === null) rmSync(writer.file);
    const missingRuntimes = described.failed.length;
    return { file: writer.file, runId: header.runId, ...tally, missingRuntimes, interrupted: signal.aborted };
  } finally {
    await workbench.close();
    writer.close();
  }
}

type Tally = Pick<BenchmarkOutcome, "observations" | "failedObservations" | "failedChecks" | "isPlanned">;

async function measureAll(
  workbench: Workbench,
  { whole, cases }: { readonly [Part in "whole" | "cases"]: readonly SelectedCase[] },
  options: BenchmarkOptions,
  writer: RecordWriter<RunRecord>,
): Promise<Tally> {
  const failedChecks: Check[] = [];
  // Against somebody's server there is nothing to refuse, and every request counts.
  if (!options.url) {
    await verifyPremises(workbench, cases, (check) => {
      writer.append(check);
      if (!check.passed) failedChecks.push(check);
    });
  }
  const plan = {
    ...(await makePlan(workbench, cases, options, failedChecks)),
    // Of the whole plan, also in a shard: its verdicts are to hold when all of them are put together.
    familySize: familySize(whole, workbench.options.facts),
    ...(options.shard ? { wholePlan: whole.map(({ id }) => id) } : {}),
  };
  const checked = { failedChecks: failedChecks.length };
  if (options.signal.aborted) return { observations: 0, failedObservations: 0, isPlanned: false, ...checked };
  writer.append(plan);
  const tally = await measurePlan(workbench, fromTheStart(orderRounds(plan, options.seed)), writer);
  return { ...tally, isPlanned: true, ...checked };
}

async function makePlan(
  workbench: Workbench,
  cases: readonly SelectedCase[],
  options: BenchmarkOptions,
  failedChecks: readonly Check[],
): Promise<Omit<Plan, "familySize" | "wholePlan">> {
  const { mode, rounds, url } = options;
  const budget = options.budget ?? (mode === "quick" ? quickBudget : fullBudget);
  const able = cases.map((one) => withoutFailedBuilds(one, failedChecks));
  const planned = url
    ? able.map((one): PlannedCase => ({ ...one, excluded: null, ...countsForUrl(rounds) }))
    : await calibrate(workbench, able, budget, options.counts);
  const slowed = await withBusyLoops(workbench, planned);
  return {
    kind: "plan",
    rounds,
    exploratory: mode !== "full",
    cases: slowed.map((one) => ({ ...one, excluded: one.excluded ?? exclusion(one, failedChecks) })),
  };
}

/** One operation cold, one to warm up, the rest timed, within the limit over all rounds. */
export function countsForUrl(rounds: number) {
  const timedOperations = Math.floor(urlRequestsPerArm / rounds) - 2;
  if (timedOperations < 1) {
    throw new UsageError(
      `--rounds ${rounds} with --url: each arm may make ${urlRequestsPerArm} requests in all, and a round takes ` +
        `at least 3; expected at most ${Math.floor(urlRequestsPerArm / 3)} rounds`,
    );
  }
  return { warmupOperations: 1, timedOperations };
}

/** What is missing has been told, one by one. */
function nothingToMeasure(cases: readonly SelectedCase[]): Error {
  const reasons = cases.flatMap(({ id, unsupported }) =>
    unsupported.map((one) => `${id}/${one.context}: ${one.reason}`),
  );
  const because = reasons.length > 0 ? reasons.join("; ") : "no case has this combination";
  return new Error(
    `select cases: nothing is left to measure: ${because}; see \`npm run -s ctxcost -- list\``,
  );
}
