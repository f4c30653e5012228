/** Goes on with a run where it stopped: the same plan in the same order, on the same machine, with the same code. */
import { isReference } from "../../core/model.ts";
import type { Header, Resume, Run, RunRecord } from "../../core/records.ts";
import { remainingRounds } from "../../core/resume/remaining-rounds.ts";
import { resumeDifferences } from "../../core/resume/resume-differences.ts";
import { type BenchmarkOptions, type BenchmarkOutcome, processTimeoutMs } from "../benchmark.ts";
import type { BuildWord } from "../build-words.ts";
import { makeHeader } from "../header.ts";
import { measurePlan, orderRounds } from "../measure-plan.ts";
import { type Prepared, prepare } from "../prepare.ts";
import { continueRecordFile } from "../store.ts";
import { UsageError } from "../unknown-word.ts";
import { Workbench } from "../workbench.ts";
import { buildsAgain } from "./builds-again.ts";
import { expectUnchanged } from "./contradictions.ts";
import { expectRoomForAttempts } from "./room-for-attempts.ts";
import { loadStoppedRun, mendTornEnd, type StoppedRun } from "./stopped-run.ts";

export interface ResumeOptions extends Pick<BenchmarkOptions, "onEvent" | "signal"> {
  readonly file: string;
  /** Of the builds that the run had by their paths. */
  readonly builds: readonly BuildWord[];
  /** The run's server of `--url` once more: a results file does not keep its query. */
  readonly url: URL | null;
  /** To refuse a run before it is measured; throws. */
  readonly expect?: ((run: Run) => void) | undefined;
}

/** Throws, and leaves the file as it is, where anything is not as it was. */
export async function resumeBenchmark(options: ResumeOptions): Promise<BenchmarkOutcome> {
  const started = process.hrtime.bigint();
  const { file, onEvent, signal, url } = options;
  const stopped = await loadStoppedRun(file);
  const { header, plan, observations, checks } = stopped.run;
  expectUnchanged(file, stopped.run);
  options.expect?.(stopped.run);
  expectUrl(header, url);
  const builds = await buildsAgain(header, options.builds, onEvent, signal);
  const rounds = remainingRounds(orderRounds(plan, header.seed), observations);
  expectRoomForAttempts(file, rounds);
  const prepared = await prepare(builds, onEvent, {
    rounds: new Set(rounds.map(({ round }) => round)).size,
    bundleSha256: header.fixture?.bundleSha256,
    signal,
  });
  const now = headerNow(header, prepared, url);
  expectSame(file, resumeDifferences(header, now));
  for (const text of now.warnings) onEvent({ kind: "note", text });
  mendTornEnd(file);
  const writer = continueRecordFile<RunRecord>(file);
  const { nodeBinary, fixture, described } = prepared;
  const { facts, binaries } = described;
  const workbench = new Workbench({
    ...{ nodePath: nodeBinary.path, fixture, binaries, facts, url },
    ...{ timeoutMs: processTimeoutMs, signal, onEvent },
  });
  try {
    const resume = resumeRecord(stopped, now);
    writer.append(resume);
    const tally = await measurePlan(workbench, rounds, writer, observations);
    if (!signal.aborted) {
      const elapsedNs = resume.elapsedBeforeNs + Number(process.hrtime.bigint() - started);
      const { failedObservations } = tally;
      writer.append({ kind: "finish", finishedAt: new Date().toISOString(), elapsedNs, failedObservations });
    }
    return {
      ...{ file, runId: header.runId, ...tally, isPlanned: true, interrupted: signal.aborted },
      failedChecks: checks.filter(({ passed }) => !passed).length,
      missingRuntimes: header.missingRuntimes.filter(({ runtime }) => !isReference(runtime)).length,
    };
  } finally {
    await workbench.close();
    writer.close();
  }
}

function expectUrl(header: Header, url: URL | null): void {
  if ((header.url === null) === (url === null)) return;
  throw new UsageError(
    url === null
      ? `--resume: the run is of ${header.url}, whose query no results file has; expected --url with the whole address`
      : "--resume with --url: the run is of the fixture server; leave --url out",
  );
}

/** What a run that begins now would say of itself. */
function headerNow(
  { commandLine, seed, mode, shard }: Header,
  { described, fixture, nodeBinary }: Prepared,
  url: URL | null,
): Header {
  const { facts, missing } = described;
  const asked = { commandLine, seed, mode, shard, url, startedAt: new Date() };
  return makeHeader({ ...asked, facts, missing, fixture, nodeBinary });
}

function expectSame(file: string, differences: readonly string[]): void {
  if (differences.length === 0) return;
  throw new Error(
    `resume ${file}: half of a run here and half there is no run, and this is not what it began with:\n` +
      differences.map((text) => `  - ${text}\n`).join("") +
      "make it so again, or begin a new run",
  );
}

function resumeRecord({ run, stoppedAt }: StoppedRun, { startedAt, machine, warnings }: Header): Resume {
  const last = run.resumes?.at(-1);
  const beganAt = last?.resumedAt ?? run.header.startedAt;
  return {
    kind: "resume",
    stoppedAt: stoppedAt.toISOString(),
    resumedAt: startedAt,
    gapNs: between(stoppedAt.toISOString(), startedAt),
    elapsedBeforeNs: (last?.elapsedBeforeNs ?? 0) + between(beganAt, stoppedAt.toISOString()),
    observationsBefore: run.observations.length,
    loadAverage: machine.loadAverage,
    warnings,
  };
}

/** By the system's clock, which may have been set back meanwhile. */
function between(from: string, to: string): number {
  return Math.max(0, Date.parse(to) - Date.parse(from) || 0) * 1e6;
}
