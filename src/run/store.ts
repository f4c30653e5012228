/** A results file: one JSON record a line, appended when it happens, so that a run that dies loses nothing. */
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import path from "node:path";
import type { RunRecord } from "../core/records.ts";

export interface RunWriter {
  readonly file: string;
  append(record: RunRecord): void;
  close(): void;
}

/** Creates the file; refuses one that is there already. */
export function createRunFile(file: string): RunWriter {
  let descriptor: number;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    descriptor = openSync(file, "ax", 0o644);
  } catch (cause) {
    const because =
      (cause as NodeJS.ErrnoException).code === "EEXIST" ? "it exists already" : "see the cause";
    const advice = "choose another file with --out, or make the folder writable";
    throw new Error(`create the results file ${file}: ${because}; ${advice}`, { cause });
  }
  return {
    file,
    append(record) {
      const line = Buffer.from(`${JSON.stringify(record)}\n`);
      for (let written = 0; written < line.length; ) written += writeSync(descriptor, line, written);
    },
    close: () => closeSync(descriptor),
  };
}
