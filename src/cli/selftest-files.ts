/** The published self-test: the raw runs in results/selftest/, and the page that is made of them. */
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Run } from "../core/records.ts";
import { type SelftestRunFile, selftestPage } from "../report/selftest/selftest-page.ts";
import { loadRun } from "../run/load-run.ts";
import { resultsFolder, withoutProjectPath } from "../run/project.ts";
import { UsageError } from "../run/unknown-word.ts";
import { gzipped } from "./gzipped.ts";
import { linkTo } from "./link-to.ts";
import { loadAloud } from "./load-aloud.ts";

const selftestFolder = path.join(resultsFolder, "selftest");
export const selftestPageFile = path.join(resultsFolder, "selftest.md");

interface LoadedFile {
  readonly file: string;
  readonly run: Run;
}

/** In the order in which they were made. Of a folder, the runs in it that came to their end. */
async function loadRuns(paths: readonly string[]): Promise<LoadedFile[]> {
  const loaded: LoadedFile[] = [];
  for (const one of paths) {
    if (statSync(one, { throwIfNoEntry: false })?.isDirectory()) loaded.push(...(await wholeRunsIn(one)));
    else loaded.push({ file: one, run: await loadAloud(one) });
  }
  const byId = Map.groupBy(loaded, ({ run }) => run.header.runId);
  for (const [runId, [first, second]] of byId) {
    if (!second) continue;
    throw new UsageError(
      `--from: ${first!.file} and ${second.file} are both the run ${runId}; expected each run once`,
    );
  }
  return loaded.sort((a, b) => a.run.header.startedAt.localeCompare(b.run.header.startedAt));
}

async function wholeRunsIn(folder: string): Promise<LoadedFile[]> {
  const files = runFilesIn(folder);
  const whole: LoadedFile[] = [];
  for (const file of files) {
    try {
      const { run } = await loadRun(file);
      if (!run.finish) throw new Error(`${file}: the run did not come to its end`);
      whole.push({ file, run });
    } catch (error) {
      console.error(`ctxcost: left out: ${withoutProjectPath((error as Error).message)}`);
    }
  }
  if (whole.length > 0) return whole;
  throw new UsageError(
    `--from ${folder}: expected a folder with whole runs of a self-test, got ${files.length} files of runs`,
  );
}

function runFilesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /\.jsonl(\.gz)?$/.test(name))
    .map((name) => path.join(folder, name));
}

/** The page that stands in `folder` and is made of these files. */
export async function selftestPageOf(paths: readonly string[], folder: string): Promise<string> {
  const runs = await loadRuns(paths);
  return selftestPage(runs.map(({ file, run }): SelftestRunFile => ({ run, rawFile: linkTo(file, folder) })));
}

/** Null where none has been published. */
export async function publishedSelftestPage(): Promise<string | null> {
  const files = publishedRuns();
  return files.length === 0 ? null : selftestPageOf(files, resultsFolder);
}

function publishedRuns(): string[] {
  return existsSync(selftestFolder) ? runFilesIn(selftestFolder) : [];
}

/** Puts the runs in the place of those that are published, and writes the page; nothing where it cannot be made. */
export async function publishSelftest(paths: readonly string[]): Promise<string> {
  const runs = await loadRuns(paths);
  const cutShort = runs.find(({ run }) => !run.finish);
  if (cutShort) {
    throw new UsageError(
      `--publish: ${cutShort.file} did not come to its end; expected whole runs, leave it out`,
    );
  }
  const published = runs.map(({ file, run }) => ({
    run,
    // Files of several folders may have the same name; a run's id and what it is for are its own.
    name: `${run.header.runId}-${run.header.selftest?.check}.jsonl.gz`,
    bytes: gzipped(file),
  }));
  const folder = path.basename(selftestFolder);
  const page = selftestPage(published.map(({ run, name }) => ({ run, rawFile: `${folder}/${name}` })));
  for (const file of publishedRuns()) rmSync(file);
  mkdirSync(selftestFolder, { recursive: true });
  for (const { name, bytes } of published) writeFileSync(path.join(selftestFolder, name), bytes);
  writeFileSync(selftestPageFile, page);
  return page;
}
