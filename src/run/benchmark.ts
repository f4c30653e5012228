/** A run from beginning to end: describe, verify, calibrate, plan, measure; every record is stored as it comes. */
import path from "node:path";
import { type CaseRound, planRounds } from "../core/arm-order.ts";
import { buildName } from "../core/model.ts";
import type { Check, Header, Observation, Plan, PlannedCase, RunRecord } from "../core/records.ts";
import { isToBeRepeated } from "../core/repeated-observations.ts";
import { withBusyLoops } from "./busy-loops.ts";
import { calibrate } from "./calibrate.ts";
import type { WantedBuild } from "./describe-runtimes.ts";
import type { OnEvent } from "./events.ts";
import { makeHeader } from "./header.ts";
import { measureRounds } from "./measure-rounds.ts";
import { type Budget, fullBudget, type OperationCounts, quickBudget } from "./operation-counts.ts";
import { createOutlierNotes } from "./outlier-notes.ts";
import { familySize, type SelectedCase, type Selection, selectCases } from "./plan.ts";
import { prepare } from "./prepare.ts";
import { runsFolder } from "./project.ts";
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
  readonly rounds: number;
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
}

/** Longest time that a process may take; the slowest arm seen takes 2 s. */
const processTimeoutMs = 30_000;
/** With `--url`, at most this many requests an arm over all rounds: it is somebody's server. */
const urlRequestsPerArm = 20;

export async function runBenchmark(options: BenchmarkOptions): Promise<BenchmarkOutcome> {
  const startedAt = new Date();
  const started = process.hrtime.bigint();
  const { onEvent, signal, url, seed, mode, selftest } = options;
  const { nodeBinary, fixture, described } = await prepare(options.builds, onEvent, options);
  if (described.facts.length === 0) throw nothingToMeasure([], described.missing);
  const cases = selectCases(described.facts, options.selection);
  if (cases.every(({ arms }) => arms.length === 0)) throw nothingToMeasure(cases, described.missing);

  const { commandLine } = options;
  const { facts, missing, binaries } = described;
  const headerInput = {
    commandLine,
    seed,
    mode,
    selftest,
    url,
    startedAt,
    facts,
    missing,
    fixture,
    nodeBinary,
  };
  const header = makeHeader(headerInput);
  for (const text of header.warnings) onEvent({ kind: "note", text });
  if (options.out === null) makeResultsFolder(runsFolder);
  const writer = createRecordFile<RunRecord>(options.out ?? path.join(runsFolder, `${header.runId}.jsonl`));
  writer.append(header);
  const timeoutMs = processTimeoutMs;
  const nodePath = nodeBinary.path;
  const workbench = new Workbench({ nodePath, fixture, binaries, facts, url, timeoutMs, signal, onEvent });
  try {
    const tally = await measureAll(workbench, cases, options, writer);
    if (!signal.aborted) {
      const elapsedNs = Number(process.hrtime.bigint() - started);
      const finishedAt = new Date().toISOString();
      const { failedObservations } = tally;
      writer.append({ kind: "finish", finishedAt, elapsedNs, failedObservations });
    }
    const missingRuntimes = described.failed.length;
    return { file: writer.file, runId: header.runId, ...tally, missingRuntimes, interrupted: signal.aborted };
  } finally {
    await workbench.close();
    writer.close();
  }
}

interface Tally {
  readonly observations: number;
  readonly failedObservations: number;
  readonly failedChecks: number;
}

async function measureAll(
  workbench: Workbench,
  cases: readonly SelectedCase[],
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
  const plan = await makePlan(workbench, cases, options, failedChecks);
  let observations = 0;
  let failedObservations = 0;
  if (!options.signal.aborted) {
    writer.append(plan);
    const outlierNotes = createOutlierNotes(options.onEvent);
    await measureRounds(workbench, orderRounds(plan, options.seed), (observation: Observation) => {
      writer.append(observation);
      outlierNotes.see(observation);
      observations++;
      if (observation.status === "failed" && !isToBeRepeated(observation)) failedObservations++;
    });
    outlierNotes.end();
  }
  return { observations, failedObservations, failedChecks: failedChecks.length };
}

async function makePlan(
  workbench: Workbench,
  cases: readonly SelectedCase[],
  options: BenchmarkOptions,
  failedChecks: readonly Check[],
): Promise<Plan> {
  const { mode, rounds, url } = options;
  const budget = options.budget ?? (mode === "quick" ? quickBudget : fullBudget);
  const planned = url
    ? cases.map((one): PlannedCase => ({ ...one, excluded: null, ...countsForUrl(rounds) }))
    : await calibrate(workbench, cases, budget, options.counts);
  const slowed = await withBusyLoops(workbench, planned);
  return {
    kind: "plan",
    rounds,
    exploratory: mode !== "full",
    cases: slowed.map((one) => ({ ...one, excluded: one.excluded ?? exclusion(one, failedChecks) })),
    familySize: familySize(cases, workbench.options.facts),
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

/** A client that failed a check is not measured: its numbers would be of something else. */
function exclusion({ arms }: Pick<PlannedCase, "arms">, failedChecks: readonly Check[]): string | null {
  const failed = failedChecks.find((check) =>
    arms.some(
      (arm) =>
        buildName(arm) === buildName(check) && arm.client === check.client && arm.trust === check.trust,
    ),
  );
  if (!failed) return null;
  return `not measured: premise "${failed.context} ${failed.premise}" failed: ${failed.detail}`;
}

function orderRounds(plan: Plan, seed: number): CaseRound<PlannedCase>[] {
  const runnable = plan.cases.filter(({ arms, excluded }) => arms.length > 0 && excluded === null);
  return planRounds(runnable, plan.rounds, seed);
}

function nothingToMeasure(cases: readonly SelectedCase[], missing: readonly { reason: string }[]): Error {
  const reasons = [
    ...missing.map(({ reason }) => reason),
    ...cases.flatMap(({ id, unsupported }) =>
      unsupported.map((one) => `${id}/${one.context}: ${one.reason}`),
    ),
  ];
  const because = reasons.length > 0 ? reasons.join("; ") : "no case has this combination";
  return new Error(
    `select cases: nothing is left to measure: ${because}; see \`npm run -s ctxcost -- list\``,
  );
}
