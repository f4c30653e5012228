import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { RunEvent } from "../run/events.ts";
import { barText, createProgress } from "./progress.ts";
import { wordsOf } from "./word-list.ts";

/** A stream that is no terminal and keeps what is written. */
function listen(quiet: boolean) {
  let text = "";
  let nowMs = 0;
  const stream = {
    isTTY: false,
    write(part: string) {
      text += part;
      return true;
    },
  } as NodeJS.WriteStream;
  const progress = createProgress({ stream, quiet, now: () => nowMs });
  return {
    send(event: RunEvent, atMs: number) {
      nowMs = atMs;
      progress.onEvent(event);
    },
    text: () => text,
  };
}

const events: RunEvent[] = [
  { kind: "note", text: "a virtual machine" },
  { kind: "phase", phase: "measure", total: 20 },
  ...Array.from({ length: 20 }, () => ({ kind: "step-done" }) as const),
  { kind: "failure", label: "round 1  node/x", reason: "exited" },
];

describe("createProgress()", () => {
  it("writes a line a tenth where there is no terminal", () => {
    const seen = listen(false);
    for (const [index, event] of events.entries()) seen.send(event, index * 1000);
    const lines = seen.text().trim().split("\n");
    assert.equal(lines.filter((line) => line.startsWith("measuring: ")).length, 11);
    assert.ok(lines.includes("measuring: 10/20, elapsed 0:11, left 0:10"));
    assert.ok(lines.includes("note: a virtual machine"));
    assert.ok(lines.includes("failed: round 1  node/x: exited"));
  });

  it("writes failures only when quiet", () => {
    const seen = listen(true);
    for (const event of events) seen.send(event, 0);
    assert.equal(seen.text(), "failed: round 1  node/x: exited\n");
  });
});

describe("barText()", () => {
  const position = {
    phase: "measure",
    label: "node/x".repeat(30),
    done: 50,
    total: 200,
    startedMs: 1000,
  } as const;
  it("has done, total, elapsed and time left", () => {
    const [first] = barText(position, 61_000, 0, 120).split("\n");
    assert.match(first!, /^█{10}░{30} {2}measuring {2}50\/200 {2}elapsed 1:01 {2}left 3:00$/);
  });
  it("never wraps", () => {
    for (const line of barText(position, 61_000, 0, 50).split("\n")) assert.ok(line.length < 50);
  });
});

describe("wordsOf()", () => {
  const parse = wordsOf("--runtime", ["node", "bun"]);
  it("takes commas and repeats, once each", () => {
    assert.deepEqual(parse("node, bun", ["node"]), ["node", "bun"]);
  });
  it("refuses an unknown word with the nearest suggested", () => {
    assert.throws(() => parse("nodee", undefined), /--runtime nodee: unknown. Did you mean node\?/);
  });
});
