/** Several results files as one: the records of each run once, as they stand, one run after another in a fixed order. */
import { createHash } from "node:crypto";
import {
  appendFileSync,
  closeSync,
  createReadStream,
  createWriteStream,
  openSync,
  renameSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { distinctRuns, repeatedRuns } from "../../core/merge/distinct-runs.ts";
import { type MergeRun, runKey } from "../../core/merge/merge-run.ts";
import { planMismatches } from "../../core/merge/plan-mismatches.ts";
import { expectNewFile, meaningOf } from "../store.ts";
import { expectRoom } from "./expect-room.ts";
import { expectSome, type LeftOut, type ReadRun, readRuns } from "./read-runs.ts";
import { withSpoolFolder } from "./spool-folder.ts";

export interface MergedFiles {
  readonly file: string;
  readonly runs: readonly MergeRun[];
  /** Of what was left out, how many are not there in another file. */
  readonly leftOut: number;
  readonly warnings: readonly string[];
}

/** A run with where its lines are meanwhile. */
interface SpooledRun extends ReadRun {
  readonly spool: string;
}

/**
 * Writes the merge to `file`, or, where that is null, to one in `folder` that is named by the runs in it. Throws, and
 * writes nothing, where the runs are not of one plan.
 */
export async function mergeFiles(
  files: readonly string[],
  { file, folder }: { readonly file: string | null; readonly folder: string },
): Promise<MergedFiles> {
  if (file !== null) expectNewFile(file);
  const resultsFolder = file === null ? folder : path.dirname(file);
  return withSpoolFolder(resultsFolder, async (spoolFolder) => {
    const { runs, leftOut, warnings } = await spoolRuns(files, spoolFolder);
    expectSome(runs, leftOut);
    const distinct = distinctRuns(runs);
    expectOnePlan(distinct);
    expectRoom("merge", distinct);
    const merged = file ?? path.join(folder, `${mergeId(distinct)}.jsonl`);
    await write(distinct, merged, spoolFolder).catch((cause) => {
      throw unwritten(resultsFolder, cause);
    });
    const keys = new Set(distinct.map(runKey));
    const lost = leftOut.filter(({ key }) => key === null || !keys.has(key)).length;
    return { file: merged, runs: distinct, leftOut: lost, warnings: [...warnings, ...repeatedRuns(runs)] };
  });
}

function unwritten(folder: string, cause: unknown): Error {
  return new Error(
    `write the merge into the folder ${folder}: ${meaningOf(cause)}; nothing is merged: expected room for twice what the ` +
      "runs have, decompressed; choose another place with --out",
    { cause },
  );
}

/** Throws an error that says all in which the runs differ. */
export function expectOnePlan(runs: readonly MergeRun[]): void {
  const mismatches = planMismatches(runs);
  if (mismatches.length === 0) return;
  throw new Error(
    "merge: the runs are not of one plan, so that their ratios are not of one thing:\n" +
      mismatches.map((text) => `  - ${text}\n`).join("") +
      "leave out what differs, or measure it again with the same code and options",
  );
}

/** `merge-5f3a9c01`: the same for the same runs, however their files were named. */
export function mergeId(runs: readonly MergeRun[]): string {
  const hash = createHash("sha256").update(runs.map(runKey).join("\n")).digest("hex");
  return `merge-${hash.slice(0, 8)}`;
}

/** The lines of each run go to a file of their own while they are read: twice a gigabyte has not to be in memory. */
async function spoolRuns(files: readonly string[], folder: string) {
  const runs: SpooledRun[] = [];
  const leftOut: LeftOut[] = [];
  const warnings: string[] = [];
  for (const [number, file] of files.entries()) {
    const spoolOf = (place: number) => path.join(folder, `${number}-${place}.jsonl`);
    const lines = new LineFile();
    const read = await readRuns(file, (text, place) => lines.append(spoolOf(place), text)).finally(() =>
      lines.close(),
    );
    runs.push(...read.runs.map((run) => ({ ...run, spool: spoolOf(run.place) })));
    leftOut.push(...read.leftOut);
    warnings.push(...read.warnings);
  }
  return { runs, leftOut, warnings };
}

/** Keeps the file open that was written last: runs come one after another. */
class LineFile {
  #name = "";
  #descriptor: number | null = null;

  append(name: string, text: string): void {
    try {
      this.#append(name, text);
    } catch (cause) {
      throw unwritten(path.dirname(path.dirname(name)), cause);
    }
  }

  #append(name: string, text: string): void {
    if (name !== this.#name) {
      this.close();
      this.#descriptor = openSync(name, "a");
      this.#name = name;
    }
    const line = Buffer.from(`${text}\n`);
    for (let written = 0; written < line.length; ) written += writeSync(this.#descriptor!, line, written);
  }

  close(): void {
    if (this.#descriptor !== null) closeSync(this.#descriptor);
    this.#descriptor = null;
  }
}

async function write(runs: readonly SpooledRun[], file: string, folder: string): Promise<void> {
  const whole = path.join(folder, "whole.jsonl");
  appendFileSync(whole, "");
  for (const { spool } of runs) {
    await pipeline(createReadStream(spool), createWriteStream(whole, { flags: "a" }));
  }
  if (!file.endsWith(".gz")) return renameSync(whole, file);
  await pipeline(createReadStream(whole), createGzip({ level: 9 }), createWriteStream(`${whole}.gz`));
  renameSync(`${whole}.gz`, file);
}
