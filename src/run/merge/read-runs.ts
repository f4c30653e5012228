/**
 * Reads files that hold a run each, or several one after another, as a merge does: analysed one by one, so that a
 * hundred need no more memory than one.
 */
import { createHash, type Hash } from "node:crypto";
import { type MergeRun, mergeRunOf, runKey } from "../../core/merge/merge-run.ts";
import type { RunRecord } from "../../core/records.ts";
import { RunRecords } from "../load-run.ts";
import { readRecords } from "../record-lines.ts";
import { recordSchemas } from "../schema.ts";
import { expectRoom, type RunSize } from "./expect-room.ts";

/** A run with its place among those of its file, from 0, those that are left out counted. */
export interface ReadRun extends MergeRun, RunSize {
  readonly place: number;
}

export interface LeftOut {
  /** Of the run, as `runKey` has it; null where the file has none. */
  readonly key: string | null;
  readonly reason: string;
}

export interface ReadRuns {
  readonly runs: readonly ReadRun[];
  /** What has no plan: it has nothing to contribute, and does not keep the others from it. */
  readonly leftOut: readonly LeftOut[];
  /** What was wrong with the file and could be worked around, and what was left out. */
  readonly warnings: readonly string[];
}

/** Is told of each line of the run in this place in the file: without what another system ends or begins lines with. */
export type OnLine = (text: string, place: number) => void;

/** In the order of the file. Throws an error that names file, line and field. */
export async function readRuns(file: string, onLine: OnLine = () => {}): Promise<ReadRuns> {
  const runs: ReadRun[] = [];
  const leftOut: LeftOut[] = [];
  let current: OpenRun | null = null;
  let place = -1;
  const close = () => {
    if (current?.isPlanned) runs.push(current.finish(place));
    else if (current) leftOut.push(current.leftOut());
    current = null;
  };
  const warnings = await readRecords(file, recordSchemas, (record, where, line) => {
    if (record.kind === "header") {
      close();
      place++;
      expectRoom(where, runs);
    }
    current ??= new OpenRun(file);
    const text = line.trim();
    current.add(record, where, text);
    onLine(text, place);
  });
  close();
  if (place < 0) leftOut.push({ key: null, reason: `${file}: empty; expected a run or several; left out` });
  warnings.push(...unfinishedText(file, runs), ...leftOut.map(({ reason }) => reason));
  return { runs, leftOut, warnings };
}

/** Throws where all that was read was left out. */
export function expectSome(runs: readonly MergeRun[], leftOut: readonly LeftOut[]): void {
  if (runs.length > 0) return;
  throw new Error(
    `no run to be merged:\n${leftOut.map(({ reason }) => `  - ${reason}\n`).join("")}expected one with a plan or more; ` +
      "measure them again",
  );
}

function unfinishedText(file: string, runs: readonly MergeRun[]): string[] {
  const unfinished = runs.filter(({ isFinished }) => !isFinished).map(({ header }) => header.runId);
  if (unfinished.length === 0) return [];
  return [`${file}: did not come to their end: ${unfinished.join(", ")}; using what is there`];
}

const keptKinds: ReadonlySet<string> = new Set<RunRecord["kind"]>(["header", "plan", "resume"]);

class OpenRun {
  readonly #file: string;
  readonly #records: RunRecords;
  readonly #hash: Hash = createHash("sha256");
  readonly #digests: string[] = [];
  #header = { runId: "", key: "" };
  #keptBytes = 0;
  isPlanned = false;

  constructor(file: string) {
    this.#file = file;
    this.#records = new RunRecords(file);
  }

  add(record: RunRecord, where: string, text: string): void {
    this.#records.add(record, where);
    if (record.kind === "header") this.#header = { runId: record.runId, key: runKey({ header: record }) };
    this.isPlanned ||= record.kind === "plan";
    if (keptKinds.has(record.kind)) this.#keptBytes += Buffer.byteLength(text);
    this.#hash.update(`${text}\n`);
    // One for each line: twelve letters tell them apart, and are small beside the line.
    this.#digests.push(this.#hash.copy().digest("base64").slice(0, 12));
  }

  finish(place: number): ReadRun {
    const digests = this.#digests;
    const run = mergeRunOf(this.#records.finish(), { file: this.#file, digests });
    return { ...run, place, lines: digests.length, keptBytes: this.#keptBytes };
  }

  leftOut(): LeftOut {
    const { runId, key } = this.#header;
    const reason = `${this.#file}: no plan line: the run ${runId} ended before its first round; left out`;
    return { key, reason };
  }
}
