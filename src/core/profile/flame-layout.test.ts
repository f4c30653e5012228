import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { flameLayout } from "./flame-layout.ts";
import { stacksOf } from "./stacks.ts";
import { type SyntheticSamples, syntheticProfile } from "./synthetic-profile.ts";

const context = "createSecureContext node:internal/tls/common";
const samples: readonly SyntheticSamples[] = [
  { stack: "run > other", samples: 20 },
  { stack: `run > ${context} > parse`, samples: 70 },
  { stack: "run", samples: 5 },
  { stack: "(program)", samples: 5 },
  { stack: "(idle)", samples: 300 },
];
const layoutOf = (stacks: readonly SyntheticSamples[], leastShare = 0) =>
  flameLayout("node", stacksOf(syntheticProfile(stacks)), leastShare);
const shown = ({ boxes }: ReturnType<typeof layoutOf>) =>
  boxes.map(({ functionName, depth, from, to, counts }) => [
    functionName,
    depth,
    Math.round(100 * from),
    Math.round(100 * to),
    counts,
  ]);

describe("flameLayout()", () => {
  it("puts callees above their caller, the widest first, and leaves idling out", () => {
    const layout = layoutOf(samples);
    assert.equal(layout.depth, 3);
    assert.deepEqual(shown(layout), [
      ["run", 0, 0, 95, null],
      ["createSecureContext", 1, 0, 70, "context"],
      ["parse", 2, 0, 70, "context"],
      ["other", 1, 70, 90, null],
      ["(program)", 0, 95, 100, null],
    ]);
  });
  it("does not mark a caller of which every sample happens to be in the creation", () => {
    const [caller, creation] = layoutOf([{ stack: `connect > ${context}`, samples: 9 }]).boxes;
    assert.deepEqual([caller!.counts, creation!.counts], [null, "context"]);
  });
  it("is the same whatever the order of the samples", () => {
    assert.deepEqual(layoutOf(samples.toReversed()), layoutOf(samples));
  });
  it("leaves out what is narrower than the least share, and counts it", () => {
    const layout = layoutOf(samples, 0.1);
    assert.deepEqual(
      layout.boxes.map(({ functionName }) => functionName),
      ["run", "createSecureContext", "parse", "other"],
    );
    assert.equal(layout.leftOut, 1);
  });
  it("has no box without samples", () => {
    assert.deepEqual(layoutOf([{ stack: "(idle)", samples: 5 }]), { boxes: [], depth: 0, leftOut: 0 });
  });
});
