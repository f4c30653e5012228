import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { mostLines, mostRecordBytes, mostRuns } from "../../core/file-limits.ts";
import { expectRoom } from "./expect-room.ts";

const runs = (count: number, keptBytes: number, lines: number) =>
  new Array(count).fill({ keptBytes, lines }) as { keptBytes: number; lines: number }[];

describe("expectRoom()", () => {
  it("takes a hundred full runs, and as many as fit", () => {
    expectRoom("merge", runs(100, 81_000, 4_600));
    expectRoom("merge", runs(mostRuns, 1, mostLines / mostRuns));
  });

  it("refuses more runs, more lines, or more to be kept of them", () => {
    const refused = [
      [runs(mostRuns + 1, 1, 1), /merge: more than 1000 runs to be merged; expected fewer/],
      [runs(2, 1, mostLines / 2 + 1), /more than 10000000 lines/],
      [runs(2, mostRecordBytes / 2 + 1, 1), /more than 268435456 bytes of headers and plans/],
    ] as const;
    for (const [many, reason] of refused) assert.throws(() => expectRoom("merge", many), reason);
  });
});
