/** From a merge to its page. */

import path from "node:path";
import { distinctRuns, repeatedRuns } from "../core/merge/distinct-runs.ts";
import { disagreeing, type MergeResults, mergeResults } from "../core/merge/merge-results.ts";
import type { MergeRun } from "../core/merge/merge-run.ts";
import { mergePage, mergeSummary } from "../report/merge/merge-page.ts";
import { withoutAnchors } from "../report/row-anchor.ts";
import { expectOnePlan, mergeId } from "../run/merge/merge-files.ts";
import { expectSome, readRuns } from "../run/merge/read-runs.ts";
import { localFolder, projectRoot, withoutProjectPath } from "../run/project.ts";
import { meaningOf } from "../run/store.ts";
import { linkTo } from "./link-to.ts";
import { writeText } from "./write-text.ts";

/** Of a file that `merge` has written; returns what is missing from the plan. */
export async function showMerge(
  file: string,
  { folder }: { readonly folder: string | undefined },
): Promise<void> {
  const { runs, leftOut, warnings } = await readRuns(file);
  expectSome(runs, leftOut);
  tellWarnings([...warnings, ...repeatedRuns(runs)]);
  const distinct = distinctRuns(runs);
  expectOnePlan(distinct);
  writeMergePage(file, distinct, folder);
}

export function tellWarnings(warnings: readonly string[]): void {
  for (const warning of warnings) console.error(`ctxcost: ${withoutProjectPath(warning)}`);
}

/** Prints the ratios and writes the page; the folder is named by the runs where none is given. */
export function writeMergePage(
  file: string,
  runs: readonly MergeRun[],
  wanted: string | undefined,
): MergeResults {
  const folder = wanted ?? path.join(localFolder, mergeId(runs));
  const results = mergeResults(runs);
  const place = { rawFile: linkTo(file, folder), projectFolder: linkTo(projectRoot, folder) };
  console.log(withoutAnchors(mergeSummary(results)));
  try {
    writeText(path.join(folder, "README.md"), mergePage(results, place));
  } catch (cause) {
    throw new Error(
      `write the page into ${folder}: ${meaningOf(cause)}; expected a folder that can be written to, with room; ` +
        `the runs are in ${file}: try \`tables ${file} --out FOLDER\``,
      { cause },
    );
  }
  const apart = disagreeing(results).length;
  if (apart > 0)
    console.error(`the machines disagree on ${apart} of ${results.pairs.length} ratios; see the page`);
  console.error(`all runs: ${linkTo(file, process.cwd())}\npage: ${linkTo(folder, process.cwd())}/README.md`);
  return results;
}
