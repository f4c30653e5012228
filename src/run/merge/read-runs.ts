/**
 * Reads files that hold a run each, or several one after another, as a merge does: analysed one by one, so that a
 * hundred need no more memory than one.
 */
import { createHash, type Hash } from "node:crypto";
import { type MergeRun, mergeRunOf } from "../../core/merge/merge-run.ts";
import { RunRecords } from "../load-run.ts";
import { readRecords } from "../record-lines.ts";
import { recordSchemas } from "../schema.ts";

export interface ReadRuns {
  readonly runs: readonly MergeRun[];
  /** What was wrong with the file and could be worked around. */
  readonly warnings: readonly string[];
}

/** Is told of each line of the run with this number, from 0, in the file. */
export type OnLine = (text: string, run: number) => void;

/** In the order of the file. Throws an error that names file, line and field. */
export async function readRuns(file: string, onLine: OnLine = () => {}): Promise<ReadRuns> {
  const runs: MergeRun[] = [];
  let current: OpenRun | null = null;
  const close = () => {
    if (current) runs.push(current.finish());
    current = null;
  };
  const warnings = await readRecords(file, recordSchemas, (record, where, text) => {
    if (record.kind === "header") close();
    current ??= new OpenRun(file);
    current.records.add(record, where);
    current.hash.update(`${text}\n`);
    onLine(text, runs.length);
  });
  close();
  if (runs.length === 0) throw new Error(`${file}: empty; expected a run, or several one after another`);
  const unfinished = runs.filter(({ isFinished }) => !isFinished).map(({ header }) => header.runId);
  if (unfinished.length === 0) return { runs, warnings };
  const text = `${file}: did not come to their end: ${unfinished.join(", ")}; using what is there`;
  return { runs, warnings: [...warnings, text] };
}

class OpenRun {
  readonly records: RunRecords;
  readonly hash: Hash = createHash("sha256");

  constructor(file: string) {
    this.records = new RunRecords(file);
  }

  finish(): MergeRun {
    return mergeRunOf(this.records.finish(), this.hash.digest("hex"));
  }
}
