/** `ctxcost run`: measures, stores, and writes the tables. */
import { randomInt } from "node:crypto";
import { relative } from "node:path";
import type { Command } from "commander";
import type { Shard } from "../core/records.ts";
import {
  type BenchmarkOptions,
  type BenchmarkOutcome,
  countsForUrl,
  runBenchmark,
} from "../run/benchmark.ts";
import { type BuildWord, parseBuildWord } from "../run/build-words.ts";
import { pinnedBuilds, referenceBuilds, type WantedBuild } from "../run/describe-runtimes.ts";
import { findBuilds } from "../run/find-builds.ts";
import { loadRun } from "../run/load-run.ts";
import type { OperationCounts } from "../run/operation-counts.ts";
import { defaultRounds, type Selection } from "../run/plan.ts";
import { projectRoot } from "../run/project.ts";
import { parseShard } from "../run/shards.ts";
import { expectNewFile } from "../run/store.ts";
import { UsageError } from "../run/unknown-word.ts";
import { publishRun } from "./generated-files.ts";
import { interruptedText } from "./interrupted-text.ts";
import { listenForInterruption } from "./interruption.ts";
import { measureAlone } from "./measure-alone.ts";
import { createProgress } from "./progress.ts";
import { expectPublishableOptions } from "./publishable.ts";
import { resumeCommand, resumeFrom } from "./resume-options.ts";
import { addSelectionOptions, type SelectionOptions, selectionOf } from "./selection-options.ts";
import { storedWords, typedCommand } from "./stored-words.ts";
import { showRun } from "./tables.ts";
import { wholeNumber } from "./whole-number.ts";
import { splitWords } from "./word-list.ts";

interface RunOptions extends SelectionOptions {
  readonly runtime?: BuildWord[];
  readonly rounds?: number;
  readonly quick?: true;
  readonly seed?: number;
  readonly url?: URL;
  readonly countsFrom?: string;
  readonly shard?: Shard;
  readonly resume?: string;
  readonly out?: string;
  readonly quiet?: true;
  readonly publish?: true;
}

const exploratoryRounds = 3;
/** What fits into 90 s: the trust that most have, the one that shows most, and the contexts of the headline. */
const quickSelection: Selection = {
  trusts: ["default", "bundle"],
  contexts: ["fresh", "shared", "shared-options"],
};

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
  else await showRun(outcome.file, { quiet });
  return closingWords(outcome);
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

type Mode = BenchmarkOptions["mode"];

function modeOf({ url, quick }: RunOptions): Mode {
  if (url) return "url";
  return quick ? "quick" : "full";
}

function benchmarkOptions(options: RunOptions): Omit<BenchmarkOptions, "onEvent" | "signal" | "builds"> {
  const mode = modeOf(options);
  expectConsistent(options, mode);
  return {
    selection: { ...selectionFor(mode, selectionOf(options)), besideOthers: asksForEverything(options) },
    mode,
    rounds: options.rounds ?? (mode === "full" ? defaultRounds : exploratoryRounds),
    isForVerdicts: mode === "full",
    seed: options.seed ?? randomInt(2 ** 32),
    shard: options.shard,
    url: options.url ?? null,
    out: options.out ?? null,
    commandLine: typedCommand(storedWords(process.argv.slice(2))),
  };
}

function asksForEverything({ runtime, client, trust, scenario, context }: RunOptions): boolean {
  return [runtime, client, trust, scenario, context].every((one) => one === undefined);
}

/** What was asked for, and where nothing was, what the mode has. */
function selectionFor(mode: Mode, asked: Selection): Selection {
  if (mode === "full") return asked;
  if (mode === "quick") return { ...quickSelection, ...defined(asked) };
  return { trusts: ["default", "bundle"], ...defined(asked), scenarios: ["request"], withoutControls: true };
}

/** Options that are right each by itself and not together. */
function expectConsistent(options: RunOptions, mode: Mode): void {
  if (options.url && options.quick) {
    throw new UsageError(
      "--quick with --url: a run against a server of yours is short anyway; leave --quick out",
    );
  }
  if (options.out?.endsWith(".gz")) {
    throw new UsageError(
      `--out ${options.out}: a run is written as it goes, uncompressed; expected a name like run.jsonl`,
    );
  }
  if (options.countsFrom && mode !== "full") {
    throw new UsageError(`--counts-from with --${mode}: it has numbers of its own; leave one of them out`);
  }
  if (options.runtime) expectComparable(options.runtime);
  if (options.url) countsForUrl(options.rounds ?? exploratoryRounds);
  if (options.publish) expectPublishableOptions({ ...options }, mode);
}

/** For commander: collects builds, repeated or separated by commas. */
function buildWords(value: string, previous: readonly BuildWord[] | undefined): BuildWord[] {
  return [...(previous ?? []), ...splitWords(value).map(parseBuildWord)];
}

/** A run compares builds of the runtimes that it has, or what sharing a context saves on each: never both. */
function expectComparable(words: readonly BuildWord[]): void {
  const counts = [...Map.groupBy(words, ({ runtime }) => runtime).values()].map((own) => own.length);
  if (counts.every((one) => one === 1) || counts.every((one) => one > 1)) return;
  const runtimes = [...new Set(words.map(({ runtime }) => runtime))].join(", ");
  throw new UsageError(
    `--runtime with several builds of one runtime, and one of another (${runtimes}): a run that compares builds needs ` +
      "two or more of each runtime in it; leave the others out, or name a second build of them",
  );
}

function defined(selection: Selection): Selection {
  return Object.fromEntries(Object.entries(selection).filter(([, value]) => value !== undefined));
}

function httpsUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isPlain = url?.protocol === "https:" && url.username === "" && url.password === "";
  // An IPv6 address is written in brackets here and without them there; each client would need its own.
  if (url && isPlain && !url.hostname.startsWith("[")) return url;
  throw new UsageError(
    `--url ${text}: expected an https:// address with a name or an IPv4 address and no password, e.g. https://example.com`,
  );
}
