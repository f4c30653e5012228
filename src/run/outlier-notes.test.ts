import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Arm, armId } from "../core/model.ts";
import type { Observation } from "../core/records.ts";
import { failing, syntheticObservation } from "../core/synthetic-run.ts";
import { createOutlierNotes } from "./outlier-notes.ts";

const shared: Arm = {
  runtime: "node",
  client: "node:https",
  trust: "bundle",
  scenario: "create",
  context: "shared",
};

/** What is said of processes that take these medians, a round each. */
function notesOf(observations: readonly Observation[]): string[] {
  const texts: string[] = [];
  const notes = createOutlierNotes((event) => {
    if (event.kind === "note") texts.push(event.text);
  });
  for (const observation of observations) notes.see(observation);
  notes.end();
  return texts;
}

const taking = (mediansNs: readonly number[], arm = shared) =>
  mediansNs.map((medianNs, index) => syntheticObservation(arm, index + 1, medianNs));

describe("createOutlierNotes()", () => {
  it("says that a process is twice as slow or as fast as any before it, and in which round", () => {
    const id = armId(shared);
    assert.deepEqual(notesOf(taking([100, 90, 110, 220, 100])), [
      `round 4  ${id}: 2.0 × as slow as the slowest of its earlier processes; does anything else run?`,
    ]);
    assert.deepEqual(notesOf(taking([100, 90, 110, 100, 30])), [
      `round 5  ${id}: 3.0 × as fast as the fastest of its earlier processes`,
    ]);
  });

  it("is silent below that, before the fourth process, and where an operation takes no time", () => {
    assert.deepEqual(notesOf(taking([100, 90, 110, 219, 46])), []);
    assert.deepEqual(notesOf(taking([100, 100, 900])), []);
    assert.deepEqual(notesOf(taking([0, 0, 0, 100])), []);
  });

  it("holds a process against its own arm's, and a failed one against none", () => {
    const fresh = taking([900, 900, 900, 900], { ...shared, context: "fresh" });
    assert.deepEqual(notesOf([...taking([100, 100, 100]), ...fresh]), []);
    const failed = failing(syntheticObservation(shared, 4, 900), "exited with code 7");
    assert.deepEqual(notesOf([...taking([100, 100, 100]), failed]), []);
  });

  it("says the second visit to a mode no more", () => {
    assert.equal(notesOf(taking([100, 100, 100, 300, 100, 310, 100, 290])).length, 1);
  });

  it("falls silent after five, and says at the end of how many", () => {
    const growing = taking(Array.from({ length: 12 }, (_, index) => 100 * 3 ** index));
    const texts = notesOf(growing);
    assert.equal(texts.length, 6);
    assert.match(texts[4]!, /^round 8 /);
    assert.equal(texts[5], "4 more processes were as far from theirs");
  });
});
