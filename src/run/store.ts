/** A results file: one JSON record a line, appended when it happens, so that a run that dies loses nothing. */
import { closeSync, existsSync, fstatSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { makeFolder } from "./make-folder.ts";
import { withoutOwnPaths } from "./project.ts";
import { UsageError } from "./unknown-word.ts";

export interface RecordWriter<Record> {
  readonly file: string;
  /** Throws an error that says what is kept where the record cannot be written; the file is whole all the same. */
  append(record: Record): void;
  close(): void;
}

/** Whatever a text is about, a results file says nothing of whose machine it was. */
function withoutPaths(_key: string, value: unknown): unknown {
  return typeof value === "string" ? withoutOwnPaths(value) : value;
}

/** What an operating system's code means to who has to do something about it. */
const meanings: Readonly<Record<string, string>> = {
  EEXIST: "it exists already",
  ENOENT: "its folder is not there",
  ENOTDIR: "its folder is no folder",
  EROFS: "its file system is read-only",
  EACCES: "it may not be written to",
  ENOSPC: "no space is left on its disk",
  EDQUOT: "the quota of its disk is used up",
};

export function meaningOf(cause: unknown): string {
  return meanings[(cause as NodeJS.ErrnoException).code ?? ""] ?? "see the cause";
}

/** Makes the folder of a results file where it is missing. */
export function makeResultsFolder(folder: string): void {
  try {
    makeFolder(folder);
  } catch (cause) {
    throw new Error(
      `make the folder ${folder} for the results: ${meaningOf(cause)}; choose another place with --out`,
      { cause },
    );
  }
}

/** Before anything is begun: whoever named a file that is there learns it at once. */
export function expectNewFile(file: string): void {
  if (existsSync(file)) {
    throw new UsageError(`--out ${file}: ${meanings.EEXIST}; choose another file with --out`);
  }
}

/** Creates the file in a folder that is there; refuses one that is there already. */
export function createRecordFile<Record>(file: string): RecordWriter<Record> {
  try {
    return writerTo(file, openSync(file, "ax", 0o644));
  } catch (cause) {
    const advice = "choose another file with --out, in a folder that is there and can be written to";
    throw new Error(`create the results file ${file}: ${meaningOf(cause)}; ${advice}`, { cause });
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
  const kept = { bytes: fstatSync(descriptor).size, records: 0 };
  return {
    file,
    append(record) {
      const line = Buffer.from(`${JSON.stringify(record, withoutPaths)}\n`);
      try {
        for (let written = 0; written < line.length; ) written += writeSync(descriptor, line, written);
      } catch (cause) {
        cutOff(descriptor, kept.bytes);
        throw new Error(
          `append to the results file ${file}: ${meaningOf(cause)}; the ${kept.records} records before are whole and ` +
            "kept: when there is room again, make the pages of them as of a run that was interrupted",
          { cause },
        );
      }
      kept.bytes += line.length;
      kept.records++;
    },
    close: () => closeSync(descriptor),
  };
}

/** A disk takes what it has room for: half a line, which would be taken for the end of a killed run. */
function cutOff(descriptor: number, bytes: number): void {
  try {
    ftruncateSync(descriptor, bytes);
  } catch {
    // A torn last line is left out when the file is read.
  }
}
