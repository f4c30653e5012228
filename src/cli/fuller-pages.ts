/**
 * The pages of a run that is not published are in a folder by its id, whichever file they were made of: those of a copy
 * that was made early must not take the place of the whole run's without a word.
 */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { runKey } from "../core/merge/merge-run.ts";
import type { Run } from "../core/records.ts";
import { UsageError } from "../run/unknown-word.ts";
import { linkTo } from "./link-to.ts";
import { writeText } from "./write-text.ts";

/** What the pages in a folder were made of; a folder of an earlier ctxcost does not say. */
interface MadeOf {
  readonly key: string;
  readonly file: string;
  readonly observations: number;
}

function noteIn(folder: string): string {
  return path.join(folder, ".made-of.json");
}

/** Null where there is none; one that was cut short says nothing, and is written anew. */
function readNote(folder: string): MadeOf | null {
  const note = noteIn(folder);
  if (!existsSync(note)) return null;
  try {
    return JSON.parse(readFileSync(note, "utf8")) as MadeOf | null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Throws where the folder has pages of the same run with more of it. */
export function expectNoFuller(folder: string, file: string, run: Run): void {
  const before = readNote(folder);
  const { length } = run.observations;
  if (before?.key !== runKey(run) || before.observations <= length) return;
  const shown = linkTo(folder, process.cwd());
  throw new UsageError(
    `tables ${file}: ${shown} has the tables of a fuller copy of this run, ${before.file}: ${before.observations} ` +
      `observations, where this has ${length}; keep those and give --out FOLDER, or remove ${shown} first`,
  );
}

/** The results file that the folder's pages were made of, as it was named; null where the folder does not say. */
export function sourceOf(folder: string): string | null {
  return readNote(folder)?.file ?? null;
}

export function noteSource(folder: string, file: string, run: Run): void {
  const source: MadeOf = {
    key: runKey(run),
    file: linkTo(file, process.cwd()),
    observations: run.observations.length,
  };
  writeText(noteIn(folder), `${JSON.stringify(source)}\n`);
}
