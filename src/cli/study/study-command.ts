/** `ctxcost service`, `memory`, `scale`, `profile`: one command each, all with the same common options. */

import { randomInt } from "node:crypto";
import path from "node:path";
import type { Command } from "commander";
import { allRuntimes, type RuntimeName, runtimeNames } from "../../core/model.ts";
import { withoutAnchors } from "../../report/row-anchor.ts";
import { pinnedBuilds, referenceBuilds, type WantedBuild } from "../../run/describe-runtimes.ts";
import { localFolder, projectRoot, withoutProjectPath } from "../../run/project.ts";
import { expectNewFile } from "../../run/store.ts";
import type { StudyOutcome } from "../../run/study/run-study.ts";
import { UsageError } from "../../run/unknown-word.ts";
import { expectOnlyShown } from "../expect-only-shown.ts";
import { refreshGeneratedFiles } from "../generated-files.ts";
import { type Interruption, listenForInterruption } from "../interruption.ts";
import { measureAlone } from "../measure-alone.ts";
import { createProgress } from "../progress.ts";
import { storedWords, typedCommand } from "../stored-words.ts";
import { wholeNumber } from "../whole-number.ts";
import { wordsOf } from "../word-list.ts";
import { pageIn, publishStudyFile, writeStudyPage } from "./published-studies.ts";
import type { StudyEntry } from "./study-entry.ts";

/** The common ones; each study's own are beside them. */
interface StudyOptions extends Readonly<Record<string, unknown>> {
  readonly rounds?: number;
  readonly quick?: true;
  readonly seed?: number;
  readonly runtime?: RuntimeName[];
  /** Every study has it among its own. */
  readonly client?: string[];
  readonly from?: string;
  readonly out?: string;
  readonly publish?: true;
  readonly quiet?: true;
}

export function addStudyCommand(program: Command, entry: StudyEntry): void {
  const { name, description, defaultRounds, quickRounds, takes, withReference } = entry;
  const measurable = withReference ? allRuntimes : runtimeNames;
  const reference = withReference ? " (the reference, measured where it is installed)" : "";
  const command = program
    .command(name)
    .description(`${description} (${takes})`)
    .option(
      "--runtime <names>",
      `only these: ${measurable.join(", ")}${reference}`,
      wordsOf("--runtime", measurable, allRuntimes),
    )
    .option(
      "--rounds <n>",
      `rounds, fixed before it starts (default: ${defaultRounds})`,
      wholeNumber("--rounds", 1, 999),
    )
    .option(
      "--quick",
      `a first look: ${quickRounds === 1 ? "1 round" : `${quickRounds} rounds`}, no intervals`,
    )
    .option("--seed <n>", "seed of the order (default: a new one)", wholeNumber("--seed", 0, 2 ** 32 - 1));
  entry.addOptions(command);
  command
    .option("--from <file>", "measure nothing; make the page of a stored file")
    .option("--out <file>", `the raw file (default: results/local/${name}-RUN-ID.jsonl)`)
    .option("--publish", `afterwards, make this the one that results/${name}.md shows`)
    .option("--quiet", "no progress; failures only")
    .action(async (options: StudyOptions) => {
      if (options.from !== undefined) expectOnlyShown(command);
      process.exitCode = await runCommand(entry, options);
    });
}

async function runCommand(entry: StudyEntry, options: StudyOptions): Promise<number> {
  expectConsistent(entry, options);
  if (options.from !== undefined) {
    await show(entry, options.from, options);
    return 0;
  }
  if (options.out !== undefined) expectNewFile(options.out);
  measureAlone();
  const interruption = listenForInterruption();
  const outcome = await measure(entry, options, interruption);
  if (interruption.stoppedBy !== null) {
    console.error(
      `interrupted by ${interruption.stoppedBy}; ${outcome.readings} readings are in ${shown(outcome.file)}\n` +
        `their page: npm run -s ctxcost -- ${entry.name} --from ${shown(outcome.file)}`,
    );
    return interruption.exitCode;
  }
  await show(entry, outcome.file, options);
  return closingWords(outcome);
}

async function measure(
  entry: StudyEntry,
  options: StudyOptions,
  { signal }: Interruption,
): Promise<StudyOutcome> {
  const quick = options.quick === true;
  const rounds = options.rounds ?? (quick ? entry.quickRounds : entry.defaultRounds);
  const progress = createProgress({
    stream: process.stderr,
    quiet: options.quiet === true,
    now: () => performance.now(),
  });
  try {
    return await entry.run(
      options,
      { rounds, quick },
      {
        builds: buildsOf(entry, options),
        clients: options.client ?? [],
        seed: options.seed ?? randomInt(2 ** 32),
        fileFor: ({ runId }) => options.out ?? path.join(localFolder, `${entry.name}-${runId}.jsonl`),
        commandLine: typedCommand(storedWords(process.argv.slice(2))),
        onEvent: progress.onEvent,
        signal,
      },
    );
  } finally {
    progress.stop();
  }
}

/** One that is named is missed where it is not there; a reference that is not named is only welcome. */
function buildsOf({ withReference }: StudyEntry, { runtime }: StudyOptions): WantedBuild[] {
  if (runtime) return pinnedBuilds(projectRoot, runtime);
  return [...pinnedBuilds(projectRoot), ...(withReference ? referenceBuilds(projectRoot) : [])];
}

/** Publishes where that was asked for; prints the page, and where it and its raw file are. */
async function show(entry: StudyEntry, file: string, options: StudyOptions): Promise<void> {
  if (options.publish) {
    await publishStudyFile(entry, file);
    await refreshGeneratedFiles();
    console.error(`published: results/${entry.name}.md`);
    return;
  }
  const page = await pageIn(localFolder, entry, file);
  console.log(withoutAnchors(page.text));
  console.error(`page: ${shown(writeStudyPage(localFolder, entry.name, page))}  raw file: ${shown(file)}`);
}

function closingWords({ failed, readings, missingRuntimes }: StudyOutcome): number {
  if (failed > 0) console.error(`${failed} of ${readings} readings failed; see the page`);
  if (missingRuntimes > 0) {
    console.error(`${missingRuntimes} of the runtimes asked for are missing; the others were measured`);
  }
  return failed + missingRuntimes > 0 ? 1 : 0;
}

/** Only a study that has everything may take the place of the page that others read. */
function expectConsistent(entry: StudyEntry, options: StudyOptions): void {
  if (!options.publish || options.from !== undefined) return;
  if (!(options.quick || options.runtime || entry.isPartial(options))) return;
  throw new UsageError(
    `--publish with options that leave something out: the page of a part would take the place of the whole; ` +
      `leave them out, or --publish`,
  );
}

function shown(file: string): string {
  return withoutProjectPath(path.resolve(file)).replace(/^\.\//, "");
}
