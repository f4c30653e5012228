/** A results file of a run that was stopped: read, found fit to go on, and its torn end cut off. */
import { closeSync, ftruncateSync, openSync, readFileSync, statSync, writeSync } from "node:fs";
import type { Run } from "../../core/records.ts";
import { loadRun } from "../load-run.ts";
import { UsageError } from "../unknown-word.ts";

export interface StoppedRun {
  readonly file: string;
  readonly run: Run;
  /** When the file was last written. */
  readonly stoppedAt: Date;
}

/** Throws where nothing can go on: a run that is finished, one without a plan, a compressed file. */
export async function loadStoppedRun(file: string): Promise<StoppedRun> {
  if (file.endsWith(".gz")) {
    throw new UsageError(
      `--resume ${file}: a run goes on in its own file; expected it uncompressed: gunzip it`,
    );
  }
  // What cannot be read says so itself: it is not there, empty, damaged, a merge, of another version, without a plan.
  const { run } = await loadRun(file);
  if (run.finish !== null) {
    throw new UsageError(
      `--resume ${file}: the run came to its end at ${run.finish.finishedAt}, nothing is left to measure; its ` +
        `tables: \`tables ${file}\``,
    );
  }
  if (run.header.selftest) {
    throw new UsageError(
      `--resume ${file}: it is a run of the self-test, which says nothing when it is cut; make it again with \`selftest\``,
    );
  }
  return { file, run, stoppedAt: statSync(file).mtime };
}

/** Leaves whole lines alone: a killed run may have written half of its last one, or all of it but the line's end. */
export function mendTornEnd(file: string): void {
  const bytes = readFileSync(file);
  // Where the last line begins; one that ends in a line feed is looked at as well.
  const end = bytes.at(-1) === lineFeed ? bytes.length - 1 : bytes.length;
  const begin = bytes.lastIndexOf(lineFeed, end - 1) + 1;
  const isWhole = isJson(bytes.subarray(begin, end).toString());
  if (isWhole && end < bytes.length) return;
  const descriptor = openSync(file, "r+");
  try {
    if (isWhole) writeSync(descriptor, "\n", bytes.length);
    else ftruncateSync(descriptor, begin);
  } finally {
    closeSync(descriptor);
  }
}

const lineFeed = 0x0a;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
