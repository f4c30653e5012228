/** A study from beginning to end: describe, plan, measure; every record is stored as it comes. */
import path from "node:path";
import type { Build } from "../../core/model.ts";
import type { Finish, Header, StudyName } from "../../core/records.ts";
import type { StudyPlan, StudyReading } from "../../core/study-records.ts";
import type { DescribedRuntimes, WantedBuild } from "../describe-runtimes.ts";
import type { OnEvent } from "../events.ts";
import { makeHeader } from "../header.ts";
import { expectKnownClients } from "../known-clients.ts";
import { prepare } from "../prepare.ts";
import { createRecordFile, makeResultsFolder, type RecordWriter } from "../store.ts";
import { Workbench } from "../workbench.ts";
import type { StudySchemas } from "./study-schema.ts";

/** One process of a study. */
export interface StudyStep extends Build {
  readonly round: number;
  /** See StudyReading. */
  readonly id: string;
}

export type StepOutcome<Value> =
  | { readonly status: "valid"; readonly value: Value; readonly processNs: number }
  | {
      readonly status: "failed";
      readonly reason: string;
      readonly stderr: string;
      readonly processNs: number;
    };

/** What a study must say of itself to be run, stored and loaded. */
export interface Study<Plan extends StudyPlan, Value, Step extends StudyStep, Options> {
  readonly name: StudyName;
  readonly schemas: StudySchemas<Plan, Value>;
  /** Longest time that one of its processes may take. */
  readonly timeoutMs: number;
  /** Processes that run side by side, each lane with a server of its own; only where no time is measured. One if absent. */
  readonly lanes?: number | undefined;
  /** Fixes everything before the first reading. Throws an error where nothing is left to measure. */
  plan(workbench: Workbench, options: Options, seed: number): Promise<Plan>;
  /** All processes, in the order in which they run. */
  steps(plan: Plan, seed: number): readonly Step[];
  /** One process. What it throws is a failed reading; the next one follows. */
  measure(workbench: Workbench, plan: Plan, step: Step): Promise<StepOutcome<Value>>;
}

export interface StudyRunOptions<Options> {
  /** What is to be measured; see `pinnedBuilds` and `referenceBuilds`. */
  readonly builds: readonly WantedBuild[];
  /** Those that were asked for by name; each must be one of a runtime that is there. */
  readonly clients: readonly string[];
  readonly seed: number;
  readonly rounds: number;
  readonly own: Options;
  /** A new file, in a folder that is made where it is missing. */
  readonly fileFor: (header: Header) => string;
  readonly commandLine: readonly string[];
  readonly onEvent: OnEvent;
  readonly signal: AbortSignal;
}

export interface StudyOutcome {
  readonly file: string;
  readonly readings: number;
  readonly failed: number;
  readonly missingRuntimes: number;
}

export async function runStudy<Plan extends StudyPlan, Value, Step extends StudyStep, Options>(
  study: Study<Plan, Value, Step, Options>,
  options: StudyRunOptions<Options>,
): Promise<StudyOutcome> {
  const startedAt = new Date();
  const started = process.hrtime.bigint();
  const { seed, commandLine, onEvent, signal } = options;
  const { nodeBinary, fixture, described } = await prepare(options.builds, onEvent, options);
  expectAny(study.name, described);
  await expectKnownClients(options.clients, described);
  const { facts, missing, binaries } = described;
  const header = makeHeader({
    commandLine,
    seed,
    mode: "full",
    study: study.name,
    url: null,
    startedAt,
    facts,
    missing,
    fixture,
    nodeBinary,
  });
  for (const text of header.warnings) onEvent({ kind: "note", text });
  const { timeoutMs } = study;
  const nodePath = nodeBinary.path;
  const bench = { nodePath, fixture, binaries, facts, url: null, timeoutMs, signal, onEvent };
  const lanes = Array.from({ length: study.lanes ?? 1 }, () => new Workbench(bench));
  let writer: RecordWriter<StudyRecord<Plan, Value>> | null = null;
  try {
    const plan = await study.plan(lanes[0]!, options.own, seed);
    const file = options.fileFor(header);
    makeResultsFolder(path.dirname(file));
    writer = createRecordFile<StudyRecord<Plan, Value>>(file);
    writer.append(header);
    writer.append(plan);
    const tally = await measureSteps(study, lanes, plan, seed, (reading) => writer!.append(reading));
    if (!signal.aborted) {
      const elapsedNs = Number(process.hrtime.bigint() - started);
      const finishedAt = new Date().toISOString();
      writer.append({ kind: "finish", finishedAt, elapsedNs, failedObservations: tally.failed });
    }
    return { file, ...tally, missingRuntimes: described.failed.length };
  } finally {
    await Promise.all(lanes.map((workbench) => workbench.close()));
    writer?.close();
  }
}

function expectAny(name: StudyName, { facts, missing }: DescribedRuntimes): void {
  if (facts.length > 0) return;
  const reasons = missing.map(({ runtime, reason }) => `${runtime}: ${reason}`).join("; ");
  throw new Error(`measure ${name}: expected one of the runtimes asked for to be there: ${reasons}`);
}

type StudyRecord<Plan, Value> = Header | Plan | StudyReading<Value> | Finish;

async function measureSteps<Plan extends StudyPlan, Value, Step extends StudyStep, Options>(
  study: Study<Plan, Value, Step, Options>,
  lanes: readonly Workbench[],
  plan: Plan,
  seed: number,
  onReading: (reading: StudyReading<Value>) => void,
): Promise<Tally> {
  const steps = study.steps(plan, seed);
  const tally = { readings: 0, failed: 0 };
  lanes[0]!.options.onEvent({ kind: "phase", phase: "measure", total: steps.length });
  // Each lane takes the next step when it is free.
  const queue = steps.values();
  await Promise.all(lanes.map((workbench) => measureLane(study, workbench, plan, queue, onReading, tally)));
  return tally;
}

interface Tally {
  readings: number;
  failed: number;
}

async function measureLane<Plan extends StudyPlan, Value, Step extends StudyStep, Options>(
  study: Study<Plan, Value, Step, Options>,
  workbench: Workbench,
  plan: Plan,
  queue: Iterable<Step>,
  onReading: (reading: StudyReading<Value>) => void,
  tally: Tally,
): Promise<void> {
  const { onEvent, signal } = workbench.options;
  for (const step of queue) {
    if (signal.aborted) break;
    const { runtime, build, round, id } = step;
    const label = `round ${round}  ${id}`;
    onEvent({ kind: "step", label });
    const { outcome, repeatedAfter } = await measureStep(study, workbench, plan, step);
    // What was running when the user pressed Ctrl-C has measured the interruption.
    if (signal.aborted) break;
    const ofBuild = build === undefined ? { runtime } : { runtime, build };
    const repetition = repeatedAfter === null ? {} : { repeatedAfter };
    onReading({ kind: "reading", ...ofBuild, round, id, ...repetition, ...outcome });
    tally.readings++;
    if (repeatedAfter !== null) onEvent({ kind: "note", text: `${label}: measured again: ${repeatedAfter}` });
    if (outcome.status === "failed") {
      tally.failed++;
      onEvent({ kind: "failure", label, reason: outcome.reason });
    }
    onEvent({ kind: "step-done" });
  }
}

/** Once more where the fixture server died meanwhile: that is no fault of what is measured. */
async function measureStep<Plan extends StudyPlan, Value, Step extends StudyStep, Options>(
  study: Study<Plan, Value, Step, Options>,
  workbench: Workbench,
  plan: Plan,
  step: Step,
): Promise<{ outcome: StepOutcome<Value>; repeatedAfter: string | null }> {
  // One that was lost before is started again by what needs it.
  const hadServer = !workbench.hasLostServer;
  const first = await attempt(study, workbench, plan, step);
  const hasLostIt = hadServer && workbench.hasLostServer;
  if (!hasLostIt || workbench.options.signal.aborted) {
    return { outcome: first, repeatedAfter: null };
  }
  const because = `the fixture server died${first.status === "failed" ? `: ${first.reason}` : ""}`;
  return { outcome: await attempt(study, workbench, plan, step), repeatedAfter: because };
}

async function attempt<Plan extends StudyPlan, Value, Step extends StudyStep, Options>(
  study: Study<Plan, Value, Step, Options>,
  workbench: Workbench,
  plan: Plan,
  step: Step,
): Promise<StepOutcome<Value>> {
  const started = process.hrtime.bigint();
  try {
    return await study.measure(workbench, plan, step);
  } catch (error) {
    const processNs = Number(process.hrtime.bigint() - started);
    return { status: "failed", reason: (error as Error).message, stderr: "", processNs };
  }
}
