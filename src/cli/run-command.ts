/** `ctxcost run`: measures, stores, and writes the tables. */
import { relative } from "node:path";
import type { Command } from "commander";
import { type BenchmarkOptions, type BenchmarkOutcome, runBenchmark } from "../run/benchmark.ts";
import { pinnedBuilds, referenceBuilds, type WantedBuild } from "../run/describe-runtimes.ts";
import { findBuilds } from "../run/find-builds.ts";
import { loadRun } from "../run/load-run.ts";
import type { OperationCounts } from "../run/operation-counts.ts";
import { defaultRounds } from "../run/plan.ts";
import { projectRoot } from "../run/project.ts";
import { parseShard } from "../run/shards.ts";
import { expectNewFile } from "../run/store.ts";
import { UsageError } from "../run/unknown-word.ts";
import { publishRun } from "./generated-files.ts";
import { interruptedText } from "./interrupted-text.ts";
import { listenForInterruption } from "./interruption.ts";
import { measureAlone } from "./measure-alone.ts";
import { createProgress } from "./progress.ts";
import { resumeCommand, resumeFrom } from "./resume-options.ts";
import {
  benchmarkOptions,
  buildWords,
  exploratoryRounds,
  httpsUrl,
  type Mode,
  modeOf,
  type RunOptions,
} from "./run-options.ts";
import { addSelectionOptions } from "./selection-options.ts";
import { showRun } from "./tables.ts";
import { wholeNumber } from "./whole-number.ts";

export function addRunCommand(program: Command): void {
  addSelectionOptions(program.command("run"))
    .description("measure, store every raw value, and write the tables")
    .option(
      "--runtime <builds>",
      "only these: node, bun, deno, python (the reference); several builds of one are compared: node@22,node=/path/to/build",
      buildWords,
    )
    .option(
      "--rounds <n>",
      `rounds, fixed before the run (default: ${defaultRounds})`,
      wholeNumber("--rounds", 1, 999),
    )
    .option(
      "--quick",
      `${exploratoryRounds} rounds of default and bundle, in 90 s; no intervals, no verdicts`,
    )
    .option("--seed <n>", "seed of the order (default: a new one)", wholeNumber("--seed", 0, 2 ** 32 - 1))
    .option(
      "--url <https-url>",
      "measure `request` against this server; at most 20 requests an arm",
      httpsUrl,
    )
    .option(
      "--counts-from <run>",
      "take the numbers of operations of another run's cases, to repeat it; else they are calibrated anew",
    )
    .option(
      "--shard <part/parts>",
      "only this part of the cases, e.g. 2/4, and the controls; see merge",
      parseShard,
    )
    .option("--resume <file>", "go on with a run that was stopped, where it stopped")
    .option("--out <file>", "the results file (default: results/runs/RUN-ID.jsonl)")
    .option("--publish", "afterwards, make this the run that the tables in results/ show")
    .option("--quiet", "no progress; failures only")
    .action(async (options: RunOptions) => {
      process.exitCode = await run(options);
    });
}

async function run(options: RunOptions): Promise<number> {
  const asked = options.resume === undefined ? benchmarkOptions(options) : null;
  if (asked?.out) expectNewFile(asked.out);
  measureAlone();
  const interruption = listenForInterruption();
  const now = () => performance.now();
  const progress = createProgress({ stream: process.stderr, quiet: options.quiet === true, now });
  let outcome: BenchmarkOutcome;
  try {
    const watched = { onEvent: progress.onEvent, signal: interruption.signal };
    outcome = await (asked === null
      ? resumeFrom({ ...options, resume: options.resume! }, watched)
      : begin(asked, options, watched));
  } finally {
    progress.stop();
  }
  if (outcome.interrupted) {
    console.error(`interrupted by ${interruption.stoppedBy}${stoppedText(outcome, options)}`);
    return interruption.exitCode;
  }
  const quiet = options.quiet === true;
  if (options.publish) await publishRun(outcome.file, { quiet });
  else await showMeasured(outcome.file, quiet);
  return closingWords(outcome);
}

/** What keeps its tables from being written is no wrong use of `run`: its measuring is done. */
async function showMeasured(file: string, quiet: boolean): Promise<void> {
  try {
    await showRun(file, { quiet });
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause;
    throw new Error(
      `the run came to its end and is in ${relative(process.cwd(), file)}; its tables are not written: ${cause.message}`,
      { cause },
    );
  }
}

async function begin(
  asked: ReturnType<typeof benchmarkOptions>,
  options: RunOptions,
  watched: Pick<BenchmarkOptions, "onEvent" | "signal">,
): Promise<BenchmarkOutcome> {
  const { runtime, countsFrom } = options;
  const builds = runtime ? await findBuilds(runtime, watched.onEvent, watched) : everyBuild(modeOf(options));
  const counts = countsFrom === undefined ? undefined : await countsOf(countsFrom);
  return runBenchmark({ ...asked, builds, counts, ...watched });
}

function stoppedText(outcome: BenchmarkOutcome, options: RunOptions): string {
  if (!outcome.isPlanned && options.out === undefined) {
    return " before the first round; nothing is kept: begin it again";
  }
  const file = relative(process.cwd(), outcome.file);
  return interruptedText(outcome, {
    file,
    goOn: resumeCommand(file, options),
    pages: "tables",
    label: "their tables",
    words: ["tables", file],
  });
}

/** The three runtimes, and in a full run the reference: a first look is short, and so is what is asked of `--url`. */
function everyBuild(mode: Mode): WantedBuild[] {
  const builds = pinnedBuilds(projectRoot);
  return mode === "full" ? [...builds, ...referenceBuilds(projectRoot)] : builds;
}

/** By case, of those that the other run measured. */
async function countsOf(file: string): Promise<Map<string, OperationCounts>> {
  const { run: other } = await loadRun(file);
  const measured = other.plan.cases.filter(({ arms }) => arms.length > 0);
  return new Map(
    measured.map(({ id, warmupOperations, timedOperations }) => [id, { warmupOperations, timedOperations }]),
  );
}

function closingWords(outcome: BenchmarkOutcome): number {
  const { failedObservations, failedChecks, observations, missingRuntimes } = outcome;
  if (failedObservations + failedChecks > 0) {
    console.error(
      `${failedObservations} of ${observations} observations and ${failedChecks} checks failed; see the tables`,
    );
    return 1;
  }
  if (missingRuntimes > 0) {
    console.error(`${missingRuntimes} of the runtimes asked for are missing; the others were measured`);
    return 1;
  }
  return 0;
}
