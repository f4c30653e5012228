/** `ctxcost run`: measures, stores, and writes the tables. */
import { randomInt } from "node:crypto";
import type { Command } from "commander";
import { runtimeNames } from "../core/model.ts";
import { type BenchmarkOptions, type BenchmarkOutcome, runBenchmark } from "../run/benchmark.ts";
import type { Selection } from "../run/plan.ts";
import { UsageError } from "../run/unknown-word.ts";
import { publishRun } from "./generated-files.ts";
import { createProgress } from "./progress.ts";
import { addSelectionOptions, type SelectionOptions, selectionOf } from "./selection-options.ts";
import { showRun } from "./tables.ts";

interface RunOptions extends SelectionOptions {
  readonly rounds?: number;
  readonly quick?: true;
  readonly seed?: number;
  readonly url?: URL;
  readonly out?: string;
  readonly quiet?: true;
  readonly publish?: true;
}

const fullRounds = 13;
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
      "--rounds <n>",
      `rounds, fixed before the run (default: ${fullRounds})`,
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
    .option("--out <file>", "the results file (default: results/runs/RUN-ID.jsonl)")
    .option("--publish", "afterwards, make this the run that the tables in results/ show")
    .option("--quiet", "no progress; failures only")
    .action(async (options: RunOptions) => {
      process.exitCode = await run(options);
    });
}

async function run(options: RunOptions): Promise<number> {
  const controller = new AbortController();
  let stoppedBy: "SIGINT" | "SIGTERM" | null = null;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      stoppedBy ??= signal;
      controller.abort();
    });
  }
  const now = () => performance.now();
  const progress = createProgress({ stream: process.stderr, quiet: options.quiet === true, now });
  let outcome: BenchmarkOutcome;
  try {
    outcome = await runBenchmark({
      ...benchmarkOptions(options),
      onEvent: progress.onEvent,
      signal: controller.signal,
    });
  } finally {
    progress.stop();
  }
  if (outcome.interrupted) {
    console.error(`interrupted by ${stoppedBy}; ${outcome.observations} observations are in ${outcome.file}`);
    return stoppedBy === "SIGTERM" ? 143 : 130;
  }
  if (options.publish) await publishRun(outcome.file);
  else await showRun(outcome.file);
  return closingWords(outcome, options);
}

function closingWords(outcome: BenchmarkOutcome, options: RunOptions): number {
  const { failedObservations, failedChecks, observations, missingRuntimes } = outcome;
  if (failedObservations + failedChecks > 0) {
    console.error(
      `${failedObservations} of ${observations} observations and ${failedChecks} checks failed; see the tables`,
    );
    return 1;
  }
  // Asked for by name and not there is a failure; the default takes what is there.
  return missingRuntimes > 0 && options.runtime ? 1 : 0;
}

function benchmarkOptions(options: RunOptions): Omit<BenchmarkOptions, "onEvent" | "signal"> {
  const asked = selectionOf(options);
  const mode = options.url ? "url" : options.quick ? "quick" : "full";
  if (options.publish && mode !== "full") {
    throw new UsageError(
      `--publish with --${mode}: an exploratory run is not to be cited; leave one of them out`,
    );
  }
  const selection = mode === "quick" ? { ...quickSelection, ...defined(asked) } : asked;
  return {
    runtimes: options.runtime ?? runtimeNames,
    selection: options.url
      ? { trusts: ["default", "bundle"], ...defined(asked), scenarios: ["request"] }
      : selection,
    mode,
    rounds: options.rounds ?? (mode === "full" ? fullRounds : exploratoryRounds),
    seed: options.seed ?? randomInt(2 ** 32),
    url: options.url ?? null,
    out: options.out ?? null,
    commandLine: ["npm", "run", "-s", "ctxcost", "--", ...process.argv.slice(2)],
  };
}

function defined(selection: Selection): Selection {
  return Object.fromEntries(Object.entries(selection).filter(([, value]) => value !== undefined));
}

function wholeNumber(option: string, least: number, most: number) {
  return (text: string): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new UsageError(`${option} ${text}: expected a whole number from ${least} to ${most}`);
  };
}

function httpsUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol === "https:" && url.username === "" && url.password === "") return url;
  throw new UsageError(
    `--url ${text}: expected an https:// address without a password, e.g. https://example.com`,
  );
}
