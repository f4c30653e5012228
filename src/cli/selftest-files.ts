/** The published self-test: the raw runs in results/selftest/, and the page that is made of them. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { type SelftestRunFile, selftestPage } from "../report/selftest-page.ts";
import { loadRun } from "../run/load-run.ts";
import { resultsFolder, withoutProjectPath } from "../run/project.ts";

const selftestFolder = path.join(resultsFolder, "selftest");
export const selftestPageFile = path.join(resultsFolder, "selftest.md");

/** The page that stands in `folder` and is made of these files. */
export async function selftestPageOf(files: readonly string[], folder: string): Promise<string> {
  const runs: SelftestRunFile[] = [];
  for (const file of files) {
    const { run, warnings } = await loadRun(file);
    for (const warning of warnings) console.error(`ctxcost: ${withoutProjectPath(warning)}`);
    runs.push({ run, rawFile: path.relative(folder, path.resolve(file)).replaceAll(path.sep, "/") });
  }
  runs.sort((a, b) => a.run.header.startedAt.localeCompare(b.run.header.startedAt));
  return selftestPage(runs);
}

/** Null where none has been published. */
export async function publishedSelftestPage(): Promise<string | null> {
  const files = publishedRuns();
  return files.length === 0 ? null : selftestPageOf(files, resultsFolder);
}

function publishedRuns(): string[] {
  if (!existsSync(selftestFolder)) return [];
  return readdirSync(selftestFolder)
    .filter((name) => name.endsWith(".jsonl.gz"))
    .map((name) => path.join(selftestFolder, name));
}

/** Puts the runs in the place of those that are published, and writes the page. */
export async function publishSelftest(files: readonly string[]): Promise<string> {
  const contents = files.map((file) => ({
    name: `${path.basename(file).replace(/\.gz$/, "")}.gz`,
    bytes: file.endsWith(".gz") ? readFileSync(file) : gzipSync(readFileSync(file), { level: 9 }),
  }));
  for (const file of publishedRuns()) rmSync(file);
  mkdirSync(selftestFolder, { recursive: true });
  for (const { name, bytes } of contents) writeFileSync(path.join(selftestFolder, name), bytes);
  const page = await selftestPageOf(publishedRuns(), resultsFolder);
  writeFileSync(selftestPageFile, page);
  return page;
}
