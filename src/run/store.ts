/** A results file: one JSON record a line, appended when it happens, so that a run that dies loses nothing. */
import { closeSync, openSync, writeSync } from "node:fs";
import { withoutProjectPath } from "./project.ts";

export interface RecordWriter<Record> {
  readonly file: string;
  append(record: Record): void;
  close(): void;
}

/** Whatever a text is about, a results file says nothing of whose machine it was. */
function withoutPaths(_key: string, value: unknown): unknown {
  return typeof value === "string" ? withoutProjectPath(value) : value;
}

/** Creates the file in a folder that is there; refuses one that is there already. */
export function createRecordFile<Record>(file: string): RecordWriter<Record> {
  try {
    return writerTo(file, openSync(file, "ax", 0o644));
  } catch (cause) {
    const because =
      (cause as NodeJS.ErrnoException).code === "EEXIST" ? "it exists already" : "see the cause";
    const advice = "choose another file with --out, in a folder that is there and can be written to";
    throw new Error(`create the results file ${file}: ${because}; ${advice}`, { cause });
  }
}

/** Goes on with a file that is there, at its end. */
export function continueRecordFile<Record>(file: string): RecordWriter<Record> {
  try {
    return writerTo(file, openSync(file, "a"));
  } catch (cause) {
    throw new Error(`go on with the results file ${file}: expected one that can be written to`, { cause });
  }
}

function writerTo<Record>(file: string, descriptor: number): RecordWriter<Record> {
  return {
    file,
    append(record) {
      const line = Buffer.from(`${JSON.stringify(record, withoutPaths)}\n`);
      for (let written = 0; written < line.length; ) written += writeSync(descriptor, line, written);
    },
    close: () => closeSync(descriptor),
  };
}
