import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { stacksOf } from "./stacks.ts";
import { syntheticProfile } from "./synthetic-profile.ts";
import { cutToSection } from "./timed-section.ts";

/** Samples at 1 to 10 ms: three, then four, then three. */
const whole = syntheticProfile([
  { stack: "start > load", samples: 3 },
  { stack: "run > build", samples: 4 },
  { stack: "run > collect", samples: 3 },
]);
const names = (profile: typeof whole) => profile.nodes.map(({ callFrame }) => callFrame.functionName);

describe("cutToSection()", () => {
  it("keeps the samples between the two times and the nodes that they need", () => {
    const cut = cutToSection(whole, { startUs: 3500, endUs: 8500 });
    assert.deepEqual(names(cut), ["(root)", "run", "build", "collect"]);
    assert.deepEqual(
      stacksOf(cut).map(({ frames, samples }) => [frames.map((one) => one.functionName).join(">"), samples]),
      [
        ["run>build", 4],
        ["run>collect", 1],
      ],
    );
    assert.deepEqual(
      cut.nodes.map(({ hitCount }) => hitCount),
      [0, 0, 4, 1],
    );
  });

  it("numbers nodes anew, and times from the section's start", () => {
    const cut = cutToSection(whole, { startUs: 3500, endUs: 8500 });
    assert.deepEqual([cut.startTime, cut.endTime], [0, 5000]);
    assert.deepEqual(cut.timeDeltas, [500, 1000, 1000, 1000, 1000]);
    const ids = cut.nodes.map(({ id }) => id);
    assert.deepEqual(ids, [1, 2, 3, 4]);
    const children = cut.nodes.flatMap((node) => node.children);
    assert.deepEqual(children.sort(), [2, 3, 4]);
    assert.ok(cut.samples.every((id) => ids.includes(id)));
  });

  it("takes a sample that lies before the one it follows as at the same time", () => {
    const disordered = {
      ...whole,
      timeDeltas: whole.timeDeltas.map((delta, index) => (index === 4 ? -100 : delta)),
    };
    const cut = cutToSection(disordered, { startUs: 500, endUs: 10_000 });
    assert.ok(
      cut.timeDeltas.every((delta) => delta >= 0),
      String(cut.timeDeltas),
    );
  });

  it("adds no rounding up: the times between the samples are no longer than the section", () => {
    const stack = [{ stack: "run", samples: 999 }];
    const profile = { ...syntheticProfile(stack), timeDeltas: Array.from({ length: 999 }, () => 1000.5) };
    const cut = cutToSection({ ...profile, endTime: 1e6 }, { startUs: 0.25, endUs: 999_500 });
    assert.equal(cut.samples.length, 999);
    const sum = cut.timeDeltas.reduce((total, delta) => total + delta, 0);
    assert.ok(sum <= cut.endTime, `${sum}, ${cut.endTime}`);
    assert.ok(cut.timeDeltas.every(Number.isInteger));
  });

  it("writes each frame as it is told to", () => {
    const cut = cutToSection(whole, { startUs: 0, endUs: 10_500 }, (one) => ({ ...one, url: "elsewhere" }));
    assert.ok(cut.nodes.every(({ callFrame }) => callFrame.url === "elsewhere"));
  });

  it("refuses a section that the profile does not cover", () => {
    for (const [startUs, endUs] of [
      [-1, 5000],
      [5000, 11_001],
      [5000, 5000],
    ] as const) {
      assert.throws(() => cutToSection(whole, { startUs, endUs }), /expected the timed section to lie in it/);
    }
  });
});
