/** The published sweeps over versions: raw rounds in results/versions/, a page and a picture for each runtime. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { comparedBuilds } from "../core/comparison/build-pairs.ts";
import type { RuntimeName } from "../core/model.ts";
import type { Run } from "../core/records.ts";
import type { EvidencePage } from "../report/input.ts";
import type { StudyPage } from "../report/study-page.ts";
import { versionsPage } from "../report/versions/versions-page.ts";
import { projectRoot, resultsFolder, withoutProjectPath } from "../run/project.ts";
import { UsageError } from "../run/unknown-word.ts";
import { versionedRuntimes } from "../run/versions/default-versions.ts";
import { gzipped } from "./gzipped.ts";
import { linkTo } from "./link-to.ts";
import { loadAloud } from "./load-aloud.ts";
import { writeText } from "./write-text.ts";

/** The raw file of the runtime's published sweep, whether or not there is one. */
export function rawFileOf(runtime: RuntimeName): string {
  return path.join(resultsFolder, "versions", `${runtime}.jsonl.gz`);
}

export function pageNameOf(runtime: RuntimeName): string {
  return `versions-${runtime}.md`;
}

/** Those that have been published, in the order of the runtimes. */
export async function publishedVersionsPages(): Promise<(EvidencePage & StudyPage)[]> {
  const pages: (EvidencePage & StudyPage)[] = [];
  for (const runtime of versionedRuntimes) {
    const file = rawFileOf(runtime);
    if (!existsSync(file)) continue;
    const page = await versionsPageIn(resultsFolder, file);
    const title = `what each version of ${runtime} changed: a table, a trend with intervals`;
    pages.push({ name: pageNameOf(runtime), title, ...page });
  }
  return pages;
}

/** The page that stands in `folder` and is made of this file. */
export async function versionsPageIn(folder: string, file: string): Promise<StudyPage> {
  const run = await loadAloud(file);
  runtimeOf(run, file);
  return versionsPage(run, { rawFile: linkTo(file, folder), projectFolder: linkTo(projectRoot, folder) });
}

/** Of a run that has several versions of one runtime, and no other. */
function runtimeOf({ header }: Run, file: string): RuntimeName {
  const [first] = header.runtimes;
  const isOne = header.runtimes.every(({ runtime }) => runtime === first?.runtime);
  if (first && isOne && comparedBuilds(header.runtimes, first.runtime)) return first.runtime;
  throw new UsageError(
    `versions ${withoutProjectPath(file)}: expected a run that has several versions of one runtime, as \`versions\` makes it`,
  );
}

/** Writes the page and its picture into a folder; returns the page's path. */
export async function writeVersionsPage(
  folder: string,
  file: string,
): Promise<{ file: string; text: string }> {
  const run = await loadAloud(file);
  const { text, pictures } = await versionsPageIn(folder, file);
  for (const [name, content] of pictures) writeText(path.join(folder, name), content);
  const page = path.join(folder, pageNameOf(runtimeOf(run, file)));
  writeText(page, text);
  return { file: page, text };
}

/** Puts the file in the place of the runtime's published one. Throws, and changes nothing, where it is not whole. */
export async function publishVersions(file: string): Promise<string> {
  const run = await loadAloud(file);
  const runtime = runtimeOf(run, file);
  if (run.finish === null || run.plan.exploratory) {
    throw new UsageError(
      `--publish: ${withoutProjectPath(file)} is cut short or exploratory; expected a whole run, make it again`,
    );
  }
  const raw = rawFileOf(runtime);
  // Before the published one is gone.
  const bytes = gzipped(file);
  await versionsPageIn(resultsFolder, file);
  mkdirSync(path.dirname(raw), { recursive: true });
  writeFileSync(raw, bytes);
  await writeVersionsPage(resultsFolder, raw);
  return `results/${pageNameOf(runtime)}`;
}
