/** From a results file to the pages made of it. */

import path from "node:path";
import { analyseRun } from "../core/analyse-run.ts";
import { comparesBuilds } from "../core/comparison/build-pairs.ts";
import { timeText } from "../report/environment.ts";
import type { ReportInput } from "../report/input.ts";
import { pages, summary } from "../report/pages.ts";
import { withoutAnchors } from "../report/row-anchor.ts";
import { warningCounts } from "../report/warnings.ts";
import { localFolder, projectRoot } from "../run/project.ts";
import { meaningOf } from "../run/store.ts";
import { readSnippets } from "./advice.ts";
import { expectNoFuller, noteSource } from "./fuller-pages.ts";
import { linkTo } from "./link-to.ts";
import { loadAloud } from "./load-aloud.ts";
import { reportFile, reportPage } from "./report-page.ts";
import { writeText } from "./write-text.ts";

/** A run with its results: loaded and analysed once, whichever folders its pages go to. */
export type LoadedReport = Pick<ReportInput, "run" | "results" | "snippets">;

/** Says on stderr what was wrong with the file and could be worked around. */
export async function loadReport(file: string): Promise<LoadedReport> {
  const run = await loadAloud(file);
  return { run, results: analyseRun(run), snippets: readSnippets() };
}

/** For pages that will stand in `folder`, with links to the raw rounds in `file`. */
export function reportIn(folder: string, file: string, loaded: LoadedReport): ReportInput {
  return {
    ...loaded,
    rawFile: linkTo(file, folder),
    rawFileFromProject: linkTo(file, projectRoot),
    projectFolder: linkTo(projectRoot, folder),
  };
}

/** Where the pages of an unpublished run go, by its id. */
function localFolderOf({ run }: LoadedReport): string {
  return path.join(localFolder, run.header.runId);
}

export interface ShowOptions {
  /** Where the pages go; by the run's id where absent. */
  readonly folder?: string | undefined;
  /** Nothing but the headline. */
  readonly quiet: boolean;
}

/** Writes the pages into a folder and prints the headline, to be read or pasted. */
export async function showRun(file: string, { folder: wanted, quiet }: ShowOptions): Promise<void> {
  const loaded = await loadReport(file);
  const folder = wanted ?? localFolderOf(loaded);
  if (wanted === undefined) expectNoFuller(folder, file, loaded.run);
  const input = reportIn(folder, file, loaded);
  const made = await pages(input);
  const report = await reportPage(input, made);
  try {
    for (const [name, text] of [...made, ...report]) {
      writeText(path.join(folder, name), text);
    }
    if (wanted === undefined) noteSource(folder, file, loaded.run);
  } catch (cause) {
    // The measuring is done and stored; what was asked for first is shown all the same.
    console.log(withoutAnchors(summary(input)));
    throw new Error(
      `write the tables into ${folder}: ${meaningOf(cause)}; expected a folder that can be written to; try \`tables ${file} --out FOLDER\``,
      { cause },
    );
  }
  printSummary(input, folder, { quiet });
}

/** What a user sees after a run: the headline on stdout, to be pasted; the rest on stderr. */
export function printSummary(input: ReportInput, folder: string, { quiet }: { quiet: boolean }): void {
  console.log(withoutAnchors(summary(input)));
  if (quiet) return;
  console.error(timeText(input.results).replaceAll("`", ""));
  const counts = warningCounts(input.results);
  const shown = linkTo(folder, process.cwd());
  // A run of builds has no page for each runtime, and none of all cases.
  const isOfBuilds = comparesBuilds(input.run.header.runtimes);
  const where = isOfBuilds ? "" : `; see the runtimes' pages in ${shown}`;
  if (counts.length > 0) console.error(`warnings: ${counts.join("; ").replaceAll("`", "")}${where}`);
  console.error(`raw rounds: ${input.rawFileFromProject}`);
  console.error(`all tables: ${shown}/README.md`);
  if (!isOfBuilds) console.error(`in one page: ${shown}/${reportFile}`);
}
