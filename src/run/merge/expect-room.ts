/**
 * How much may be merged at once. What is written has the limits of what is read, so that a merge can always be read again.
 */
import { mostLines, mostRecordBytes, mostRuns } from "../../core/file-limits.ts";

/** What a merge has in memory of a run, in its file's terms; its results are as many as its plan has arms. */
export interface RunSize {
  readonly lines: number;
  /** Of its header, its plan and where it was resumed. */
  readonly keptBytes: number;
}

/** @param where what an error is about */
export function expectRoom(where: string, runs: readonly RunSize[]): void {
  const sum = (of: (run: RunSize) => number) => runs.reduce((total, run) => total + of(run), 0);
  const tooMany = [
    [runs.length, mostRuns, "runs"],
    [sum(({ lines }) => lines), mostLines, "lines"],
    [sum(({ keptBytes }) => keptBytes), mostRecordBytes, "bytes of headers and plans"],
  ] as const;
  for (const [count, most, what] of tooMany) {
    if (count > most)
      throw new Error(
        `${where}: more than ${most} ${what} to be merged; expected fewer, merge a part of them`,
      );
  }
}
