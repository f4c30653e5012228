/** A stored run with what can be cited of it, and the page that shows it. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { analyseRun } from "../core/analyse-run.ts";
import { comparesBuilds } from "../core/comparison/build-pairs.ts";
import type { Header, Run } from "../core/records.ts";
import type { RunResults } from "../core/results.ts";
import type { Citable, Row } from "../report/citable.ts";
import { citables } from "../report/citation.ts";
import { buildCitables } from "../report/comparison/build-citation.ts";
import { anchorMark } from "../report/row-anchor.ts";
import { versionCitables } from "../report/versions/version-citation.ts";
import { localFolder, projectRoot, resultsFolder } from "../run/project.ts";
import { publishedRunFile } from "./generated-files.ts";
import { linkTo } from "./link-to.ts";
import { loadAloud } from "./load-aloud.ts";
import { typedCommand, typedLine } from "./stored-words.ts";
import { pageNameOf, rawFileOf } from "./versions-files.ts";

export interface CitedRun {
  readonly run: Run;
  readonly results: RunResults;
  /** Then its rows are changes and times of builds, and no ratios of contexts. */
  readonly comparesBuilds: boolean;
  readonly citables: readonly Citable[];
  /** Of its pages. */
  readonly folder: string;
  /** Its first, and of a run that compares builds the only one. */
  readonly mainPage: string;
  /** Whether these are committed, so that others have them. */
  readonly isPublished: boolean;
  /** The command that makes the pages; published ones are there. */
  readonly makePages: string;
}

export async function citedRun(file: string): Promise<CitedRun> {
  const run = await loadAloud(file);
  const results = analyseRun(run);
  const common = { run, results, comparesBuilds: comparesBuilds(run.header.runtimes) };
  const shown = linkTo(file, process.cwd());
  const sweep = sweepOf(run, file);
  if (sweep) {
    return {
      ...common,
      citables: versionCitables(run, results, sweep.page),
      mainPage: sweep.page,
      folder: sweep.isPublished ? resultsFolder : localFolder,
      isPublished: sweep.isPublished,
      makePages: typedLine(["versions", "--from", shown]),
    };
  }
  const pointer = path.join(resultsFolder, "published.json");
  const isPublished = existsSync(pointer) && file === publishedRunFile();
  return {
    ...common,
    citables: common.comparesBuilds ? buildCitables(run, results) : citables(run, results),
    mainPage: "README.md",
    folder: isPublished ? resultsFolder : path.join(localFolder, run.header.runId),
    isPublished,
    makePages: typedLine(["tables", shown]),
  };
}

/** Whether the row can be followed on this machine. In `local` a page may be none, or an earlier one of another run. */
export function isThere(folder: string, runId: string, { page, anchor }: Row): boolean {
  const file = path.join(folder, page);
  if (!existsSync(file)) return false;
  const text = readFileSync(file, "utf8");
  return text.includes(anchorMark(anchor)) && text.includes(runId);
}

/** From the project's folder, for a link. */
export function folderFromProject({ folder }: CitedRun): string {
  return linkTo(folder, projectRoot);
}

/** What `versions` has measured is on its page; the same builds by `run` are on another, of other comparisons. */
function sweepOf({ header }: Run, file: string): { page: string; isPublished: boolean } | null {
  if (!isOfVersions(header)) return null;
  const { runtime } = header.runtimes[0]!;
  return { page: pageNameOf(runtime), isPublished: file === rawFileOf(runtime) };
}

function isOfVersions({ commandLine, runtimes }: Header): boolean {
  return commandLine[typedCommand([]).length] === "versions" && comparesBuilds(runtimes);
}
