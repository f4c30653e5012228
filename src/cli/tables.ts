/** From a results file to the pages made of it. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { analyseRun } from "../core/analyse-run.ts";
import { timeText } from "../report/environment.ts";
import type { ReportInput } from "../report/input.ts";
import { pages, summary } from "../report/pages.ts";
import { loadRun } from "../run/load-run.ts";
import { localFolder, projectRoot, withoutProjectPath } from "../run/project.ts";
import { readSnippets } from "./advice.ts";

/** Loads a run for pages that will stand in `folder`; says on stderr what was wrong with the file. */
export async function loadReport(file: string, folder: string): Promise<ReportInput> {
  const { run, warnings } = await loadRun(file);
  for (const warning of warnings) console.error(`ctxcost: ${withoutProjectPath(warning)}`);
  return {
    run,
    results: analyseRun(run),
    rawFile: linkTo(file, folder),
    rawFileFromProject: linkTo(file, projectRoot),
    projectFolder: linkTo(projectRoot, folder),
    snippets: readSnippets(),
  };
}

/** A relative link, with slashes on every platform. */
function linkTo(target: string, from: string): string {
  return path.relative(from, path.resolve(target)).replaceAll(path.sep, "/") || ".";
}

/** Where the pages of an unpublished run go. */
export function localFolderOf(file: string): string {
  return path.join(localFolder, path.basename(file).replace(/\.jsonl(\.gz)?$/, ""));
}

/** Writes the pages into the folder and prints the headline, to be read or pasted. */
export async function showRun(file: string, folder: string = localFolderOf(file)): Promise<void> {
  const input = await loadReport(file, folder);
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of pages(input)) writeFileSync(path.join(folder, name), text);
  } catch (cause) {
    throw new Error(`write the tables into ${folder}: expected a folder that can be written to (--out DIR)`, {
      cause,
    });
  }
  printSummary(input, folder);
}

/** What a user sees after a run: the headline on stdout, to be pasted; the rest on stderr. */
export function printSummary(input: ReportInput, folder: string): void {
  console.log(summary(input));
  console.error(timeText(input.results).replaceAll("`", ""));
  console.error(`all tables: ${linkTo(folder, process.cwd())}/README.md`);
}
