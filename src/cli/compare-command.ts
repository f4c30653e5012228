/** `ctxcost compare`: builds interleaved in one run, with verdicts; or two runs, with all that changed between them. */
import path from "node:path";
import type { Command } from "commander";
import { comparesBuilds } from "../core/comparison/build-pairs.ts";
import { runDifferences } from "../core/comparison/run-differences.ts";
import { separateChanges } from "../core/comparison/separate-changes.ts";
import type { Run } from "../core/records.ts";
import { buildChanges } from "../report/comparison/builds-page.ts";
import { type ChangesInput, changesPage } from "../report/comparison/changes-page.ts";
import { withoutAnchors } from "../report/row-anchor.ts";
import { UsageError } from "../run/unknown-word.ts";
import { loadAloud } from "./load-aloud.ts";

interface CompareOptions {
  readonly threshold: number;
  readonly acceptBetweenRun?: number;
  readonly json?: true;
}

/** Neither "something failed" (1) nor "wrong usage" (2): a CI job has to tell them apart. */
const regressionExitCode = 3;

export function addCompareCommand(program: Command): void {
  program
    .command("compare")
    .description("compare the builds in one run, or two runs: base, head, change with interval, verdict")
    .argument("<base>", "a run of several builds, or the results file to compare with")
    .argument("[head]", "the results file to compare, where they are two")
    .option(
      "--threshold <percent>",
      "exit with 3 only for what is slower by more than this",
      percentage("--threshold"),
      0,
    )
    .option(
      "--accept-between-run <percent>",
      "for two files: the spread between runs that you answer for; without it there are no verdicts",
      percentage("--accept-between-run"),
    )
    .option("--json", "for machines")
    .addHelpText(
      "after",
      `
Examples:
  npm run -s ctxcost -- run --runtime node@22,node=/path/to/node --client node:tls --out builds.jsonl
  npm run -s ctxcost -- compare builds.jsonl --threshold 5%     one run: paired rounds, verdicts
  npm run -s ctxcost -- compare before.jsonl after.jsonl        two runs: no verdicts, exit code 0

Exit codes: 0 nothing is slower, or there are no verdicts; 1 a file cannot be used or holds
nothing to compare; 2 wrong usage; 3 something is slower, by more than the threshold where there is one.`,
    )
    .action(async (base: string, head: string | undefined, options: CompareOptions) => {
      process.exitCode = await compare(base, head, options);
    });
}

async function compare(base: string, head: string | undefined, options: CompareOptions): Promise<number> {
  const { changes, ...rest } =
    head === undefined ? await oneRun(base, options) : await twoRuns(base, head, options);
  const isSlower = changes.changes.some(({ isRegression }) => isRegression);
  const shown = options.json
    ? JSON.stringify({ ...rest, ...changes, isSlower }, null, 2)
    : withoutAnchors(changesPage({ changes, ...rest })).trimEnd();
  console.log(shown);
  // A CI job must not take a head that does not even start for one that is no slower.
  if (changes.changes.length === 0) return 1;
  return isSlower ? regressionExitCode : 0;
}

async function oneRun(file: string, { threshold, acceptBetweenRun }: CompareOptions): Promise<ChangesInput> {
  if (acceptBetweenRun !== undefined) {
    throw new UsageError("--accept-between-run with one file: its builds ran in one run; leave it out");
  }
  const run = await loadAloud(file);
  if (!comparesBuilds(run.header.runtimes)) {
    throw new UsageError(
      `compare ${file}: it has one build of each runtime; name a second file, or make a run of builds with ` +
        "`run --runtime node@22,node=/path/to/node`",
    );
  }
  return buildChanges(run, threshold);
}

async function twoRuns(
  baseFile: string,
  headFile: string,
  { threshold, acceptBetweenRun }: CompareOptions,
): Promise<ChangesInput> {
  const [base, head] = [await loadAloud(baseFile), await loadAloud(headFile)];
  for (const [file, run] of [
    [baseFile, base],
    [headFile, head],
  ] as const) {
    if (!comparesBuilds(run.header.runtimes)) continue;
    throw new UsageError(`compare ${file}: it holds several builds; compare them in it: \`compare ${file}\``);
  }
  if (base.header.runId === head.header.runId) {
    throw new UsageError(`compare ${baseFile} ${headFile}: both are the run ${base.header.runId}`);
  }
  const acceptedSpread = acceptBetweenRun ?? null;
  const changes = separateChanges(base, head, { acceptedSpread, threshold });
  if (changes.changes.length === 0) throw nothingInCommon(base, head, changes.notCompared);
  return {
    changes,
    baseName: `${path.basename(baseFile)} (${base.header.startedAt})`,
    headName: `${path.basename(headFile)} (${head.header.startedAt})`,
    threshold,
    acceptedSpread,
    warnings: [...withoutVerdicts(threshold, acceptedSpread), ...runDifferences(base, head)],
  };
}

/** Who gives a threshold wants to be told by the exit code. */
function withoutVerdicts(threshold: number, acceptedSpread: number | null): string[] {
  if (threshold === 0 || acceptedSpread !== null) return [];
  return ["`--threshold` judges nothing without `--accept-between-run`: the exit code is 0 whatever changed"];
}

function nothingInCommon(
  base: Run,
  head: Run,
  notCompared: readonly { armId: string; reason: string }[],
): Error {
  const [first] = notCompared;
  return new Error(
    `compare two runs: they have no arm in common that was measured in both; BASE has ${casesText(base)}; HEAD has ${casesText(head)}` +
      (first ? `; e.g. ${first.armId}: ${first.reason}` : ""),
  );
}

/** A full run has more of them than anyone reads. */
function casesText({ plan }: Run): string {
  const ids = plan.cases.map(({ id }) => id);
  if (ids.length === 0) return "no case";
  return ids.length <= 3 ? ids.join(", ") : `${ids.slice(0, 3).join(", ")} and ${ids.length - 3} more`;
}

/** For commander: `5%` or `5` is 0.05. */
function percentage(option: string) {
  return (text: string): number => {
    const value = Number(text.replace(/\s*%$/, ""));
    if (/^\d+(\.\d+)?\s*%?$/.test(text) && value <= 1000) return value / 100;
    throw new UsageError(`${option} ${text}: expected a share in percent, e.g. 5%`);
  };
}
