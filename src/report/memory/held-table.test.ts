import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { HeldArm, HeldClient } from "../../core/memory/held-clients.ts";
import { Notes } from "../notes.ts";
import { heldTable, ownContextRange } from "./held-table.ts";

const kib = 1024;
const slopeOf = (value: number) => ({
  value: value * kib,
  interval: { low: 0.9 * value * kib, high: 1.1 * value * kib, confidence: 0.95 },
});

function rowWith(slope: number, overall: number): HeldClient {
  const fresh: HeldArm = {
    slope: slopeOf(slope),
    heapSlope: slopeOf(1),
    overall: overall * kib,
    givenBack: 0,
    validRounds: 7,
  };
  const of = { runtime: "deno", client: "node:tls", trust: "bundle" } as const;
  return { ...of, fresh, shared: null, ownContext: null, plannedRounds: 7, failures: [] };
}

function notesOf(row: HeldClient): string {
  const notes = new Notes();
  heldTable([row], [], notes);
  return notes.toString();
}

describe("heldTable()", () => {
  it("says where the clients before the slope held so much more, or less, that there is no line", () => {
    assert.match(notesOf(rowWith(250, 474)), /fresh: not a line: 474 KiB a client .* and 250 by the slope/);
    assert.match(notesOf(rowWith(474, 250)), /not a line: 250 KiB/);
  });

  it("marks as a difference only that of two lines, and the first sentence names the same clients", () => {
    const withOwn = (client: string, row: HeldClient): HeldClient => ({
      ...row,
      client,
      shared: row.fresh,
      ownContext: slopeOf(61.9),
    });
    const rows = [withOwn("node:tls", rowWith(250, 260)), withOwn("undici", rowWith(250, 474))];
    const bold = heldTable(rows, [], new Notes())!
      .split("\n")
      .filter((line) => line.includes("**"));
    assert.equal(bold.length, 1);
    assert.match(bold[0]!, /node:tls .*\*\*61\.9\*\*/);
    assert.match(heldTable(rows, [], new Notes())!, /undici .*\| +61\.9 \[/);
    assert.equal(
      ownContextRange(rows, "deno"),
      "with `bundle` 61.9 KiB for node:tls, for undici not a line (see the notes)",
    );
  });

  it("says nothing of a line, nor of a slope that is not told from 0", () => {
    assert.equal(notesOf(rowWith(250, 300)), "");
    assert.equal(notesOf(rowWith(0, 100)), "");
  });
});
