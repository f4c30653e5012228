/** The studies whose pages are committed: raw data in results/studies/, pages and pictures in results/. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { StudyPage } from "../../report/study-page.ts";
import { projectRoot, resultsFolder, withoutProjectPath } from "../../run/project.ts";
import { UsageError } from "../../run/unknown-word.ts";
import { gzipped } from "../gzipped.ts";
import { linkTo } from "../link-to.ts";
import { writeText } from "../write-text.ts";
import type { LoadedStudyPage, StudyEntry } from "./study-entry.ts";

/** Of the published one, whether or not it is there. */
export function rawFileOf({ name }: Pick<StudyEntry, "name">): string {
  return path.join(resultsFolder, "studies", `${name}.jsonl.gz`);
}

/** Null where none has been published. */
export async function publishedStudyPage(entry: StudyEntry): Promise<StudyPage | null> {
  const file = rawFileOf(entry);
  return existsSync(file) ? pageIn(resultsFolder, entry, file) : null;
}

/** The page that stands in `folder` and is made of this file; says on stderr what was wrong with the file. */
export async function pageIn(folder: string, entry: StudyEntry, file: string): Promise<LoadedStudyPage> {
  const place = { rawFile: linkTo(file, folder), projectFolder: linkTo(projectRoot, folder) };
  const page = await entry.pageOf(file, place);
  for (const warning of page.warnings) console.error(`ctxcost: ${withoutProjectPath(warning)}`);
  return page;
}

/** Puts the file in the place of the published one. Throws, and changes nothing, where it is not whole. */
export async function publishStudyFile(entry: StudyEntry, file: string): Promise<void> {
  // Makes the page too: one that cannot be made must be found before the published file is gone.
  const { isWhole } = await entry.pageOf(file, { rawFile: "", projectFolder: ".." });
  if (!isWhole) {
    throw new UsageError(
      `--publish: ${withoutProjectPath(file)} is cut short or exploratory; expected a whole measurement, make it again`,
    );
  }
  const bytes = gzipped(file);
  mkdirSync(path.dirname(rawFileOf(entry)), { recursive: true });
  writeFileSync(rawFileOf(entry), bytes);
}

/** Writes a page and its pictures; returns the page's path. */
export function writeStudyPage(folder: string, name: string, { text, pictures }: StudyPage): string {
  for (const [picture, content] of pictures) writeText(path.join(folder, picture), content);
  const pageFile = path.join(folder, `${name}.md`);
  writeText(pageFile, text);
  return pageFile;
}
