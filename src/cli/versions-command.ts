/** `ctxcost versions`: several versions of a runtime interleaved in one run, and what each of them changed. */

import { randomInt } from "node:crypto";
import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import type { RuntimeName } from "../core/model.ts";
import { withoutAnchors } from "../report/row-anchor.ts";
import { type BenchmarkOutcome, runBenchmark } from "../run/benchmark.ts";
import { type BuildWord, isVersionWord, versionHelp } from "../run/build-words.ts";
import { findBuilds } from "../run/find-builds.ts";
import { defaultRounds } from "../run/plan.ts";
import { localFolder, withoutProjectPath } from "../run/project.ts";
import { expectNewFile } from "../run/store.ts";
import { UsageError } from "../run/unknown-word.ts";
import { defaultSelection, versionDefaults, versionedRuntimes } from "../run/versions/default-versions.ts";
import { expectOnlyShown } from "./expect-only-shown.ts";
import { refreshGeneratedFiles } from "./generated-files.ts";
import { interruptedText } from "./interrupted-text.ts";
import { type Interruption, listenForInterruption } from "./interruption.ts";
import { measureAlone } from "./measure-alone.ts";
import { createProgress } from "./progress.ts";
import { resumeCommand } from "./resume-options.ts";
import { addSelectionOptions, type SelectionOptions, selectionOf } from "./selection-options.ts";
import { storedWords, typedCommand } from "./stored-words.ts";
import { publishVersions, writeVersionsPage } from "./versions-files.ts";
import { wholeNumber } from "./whole-number.ts";
import { anyWords, wordsOf } from "./word-list.ts";

interface VersionsOptions extends SelectionOptions {
  readonly runtime?: RuntimeName[];
  readonly versions?: string[];
  readonly rounds?: number;
  readonly seed?: number;
  readonly out?: string;
  readonly from?: string;
  readonly publish?: true;
  readonly quiet?: true;
}

export function addVersionsCommand(program: Command): void {
  addSelectionOptions(program.command("versions"))
    .description(
      "measure versions of a runtime interleaved, and show what each changed (6 minutes a runtime)",
    )
    .option(
      "--runtime <names>",
      `only these, one after another: ${versionedRuntimes.join(", ")}`,
      wordsOf("--runtime", versionedRuntimes),
    )
    .option("--versions <versions>", `of the one runtime (default: ${defaultVersions()})`, anyWords)
    .option(
      "--rounds <n>",
      `rounds, fixed before it starts (default: ${defaultRounds})`,
      wholeNumber("--rounds", 1, 999),
    )
    .option("--seed <n>", "seed of the order (default: a new one)", wholeNumber("--seed", 0, 2 ** 32 - 1))
    .option("--from <file>", "measure nothing; make the page of a stored file")
    .option("--out <file>", "the raw file of the one runtime (default: results/local/versions-NAME-ID.jsonl)")
    .option("--publish", "afterwards, make this the one that results/versions-NAME.md shows")
    .option("--quiet", "no progress; failures only")
    .addHelpText("after", helpText())
    .action(async (options: VersionsOptions, command: Command) => {
      if (options.from !== undefined) expectOnlyShown(command);
      process.exitCode = await versions(options);
    });
}

function defaultVersions(): string {
  return versionedRuntimes
    .map((runtime) => `${runtime} ${versionDefaults(runtime).versions.join(",")}`)
    .join("; ");
}

function helpText(): string {
  const clients = versionedRuntimes.map(
    (runtime) => `  ${runtime.padEnd(6)}${versionDefaults(runtime).clients.join(", ")}`,
  );
  return `
A version is a number or a range: 22 or 22.x is the newest 22, ^22.1 the newest from 22.1 on, ~22.1 the
newest 22.1. Each is fetched once into .cache.
Where none of the options that choose cases is given, these are measured with the bundle,
in create and request, under fresh and shared:
${clients.join("\n")}
That takes some 6 minutes a runtime on 2 cores: a third more for each client or trust.

Examples:
  npm run -s ctxcost -- versions --runtime node --versions 20,22,24,26 --client node:tls --trust bundle
  npm run -s ctxcost -- versions --runtime bun --versions 1.3.0,1.4.0,1.4 --rounds 20`;
}

async function versions(options: VersionsOptions): Promise<number> {
  expectConsistent(options);
  if (options.from !== undefined) {
    await show(options.from, options);
    return 0;
  }
  if (options.out !== undefined) expectNewFile(options.out);
  measureAlone();
  const interruption = listenForInterruption();
  let exitCode = 0;
  for (const runtime of options.runtime ?? versionedRuntimes) {
    const outcome = await measure(runtime, options, interruption);
    if (interruption.stoppedBy !== null) {
      console.error(`interrupted by ${interruption.stoppedBy}${stoppedText(outcome)}`);
      return interruption.exitCode;
    }
    await show(outcome.file, options);
    exitCode = Math.max(exitCode, closingWords(outcome));
  }
  return exitCode;
}

function stoppedText(outcome: BenchmarkOutcome): string {
  const file = shown(outcome.file);
  return interruptedText(outcome, {
    file,
    goOn: resumeCommand(file, {}),
    pages: "page",
    label: "its page",
    words: ["versions", "--from", file],
  });
}

async function measure(
  runtime: RuntimeName,
  options: VersionsOptions,
  { signal }: Interruption,
): Promise<BenchmarkOutcome> {
  const words = (options.versions ?? versionDefaults(runtime).versions).map((one) => wordOf(runtime, one));
  const progress = createProgress({
    stream: process.stderr,
    quiet: options.quiet === true,
    now: () => performance.now(),
  });
  const seed = options.seed ?? randomInt(2 ** 32);
  try {
    const name = `versions-${runtime}-${new Date().toISOString().replaceAll(/[-:]|\..*/g, "")}`;
    mkdirSync(localFolder, { recursive: true });
    return await runBenchmark({
      builds: await findBuilds(words, progress.onEvent, { signal }),
      selection: chosen(options) ? selectionOf(options) : defaultSelection(runtime),
      mode: "full",
      rounds: options.rounds ?? defaultRounds,
      seed,
      url: null,
      out: options.out ?? path.join(localFolder, `${name}.jsonl`),
      commandLine: commandOf(runtime, options),
      onEvent: progress.onEvent,
      signal,
    });
  } finally {
    progress.stop();
  }
}

/** Of this runtime alone, where several were measured one after another. */
function commandOf(runtime: RuntimeName, { runtime: named }: VersionsOptions): string[] {
  const words = storedWords(process.argv.slice(2));
  if (named?.length === 1) return typedCommand(words);
  const rest = words.flatMap((word, index) => {
    const isRuntime =
      word === "--runtime" || word.startsWith("--runtime=") || words[index - 1] === "--runtime";
    return isRuntime ? [] : [word];
  });
  return typedCommand([rest[0]!, "--runtime", runtime, ...rest.slice(1)]);
}

function wordOf(runtime: RuntimeName, version: string): BuildWord {
  if (isVersionWord(version)) return { kind: "version", runtime, version };
  throw new UsageError(
    `--versions ${version}: expected versions, ${versionHelp(runtime, "")}; builds by their paths are compared by \`run --runtime\``,
  );
}

function chosen({ client, trust, scenario, context }: SelectionOptions): boolean {
  return [client, trust, scenario, context].some((one) => one !== undefined);
}

async function show(file: string, options: VersionsOptions): Promise<void> {
  if (options.publish) {
    const page = await publishVersions(file);
    await refreshGeneratedFiles();
    console.error(`published: ${page}`);
    return;
  }
  const page = await writeVersionsPage(localFolder, file);
  console.log(withoutAnchors(page.text));
  console.error(`page: ${shown(page.file)}  raw file: ${shown(file)}`);
}

function closingWords({
  failedObservations,
  failedChecks,
  observations,
  missingRuntimes,
}: BenchmarkOutcome): number {
  if (failedObservations + failedChecks > 0) {
    console.error(
      `${failedObservations} of ${observations} observations and ${failedChecks} checks failed; see the page`,
    );
  }
  if (missingRuntimes > 0)
    console.error(`${missingRuntimes} of the versions are missing; the others were measured`);
  return failedObservations + failedChecks + missingRuntimes > 0 ? 1 : 0;
}

function expectConsistent(options: VersionsOptions): void {
  const { runtime, versions, out, from } = options;
  if (from !== undefined) return;
  for (const [option, value] of [
    ["--versions", versions],
    ["--out", out],
  ] as const) {
    if (value === undefined || runtime?.length === 1) continue;
    throw new UsageError(
      `${option} without one --runtime: say which; expected one of ${versionedRuntimes.join(", ")}`,
    );
  }
  if (versions && versions.length < 2) {
    throw new UsageError(`--versions ${versions.join(",")}: expected two or more, to compare`);
  }
  if (out?.endsWith(".gz")) {
    throw new UsageError(
      `--out ${out}: it is written as it goes, uncompressed; expected a name like run.jsonl`,
    );
  }
  for (const version of versions ?? []) wordOf(runtime![0]!, version);
}

function shown(file: string): string {
  return withoutProjectPath(path.resolve(file)).replace(/^\.\//, "");
}
