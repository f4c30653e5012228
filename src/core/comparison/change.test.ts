import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Candidate, geometricMean, geometricMeansOf, judgeChanges } from "./change.ts";

function candidate(pValue: number | null, rest: Partial<Candidate> = {}): Candidate {
  return { pValue, thresholdPValue: 1, obstacle: null, smallestDetectable: 1.1, ...rest };
}

describe("judgeChanges()", () => {
  it("corrects over the family, which may hold more than is compared", () => {
    const two = [candidate(0.01), candidate(0.04)];
    const adjusted = (familySize: number) => judgeChanges(two, familySize).map((one) => one.adjustedPValue);
    assert.deepEqual(adjusted(2), [0.02, 0.04]);
    assert.deepEqual(adjusted(10), [0.1, 0.36]);
  });

  it("says what would have been seen where nothing is rejected", () => {
    const [one] = judgeChanges([candidate(0.06)], 1);
    assert.deepEqual(one!.verdict, { kind: "indistinct", smallestDetectable: 1.1 });
    assert.equal(one!.isRegression, false);
  });

  it("corrects the threshold's p as a family of its own, and calls a regression what it rejects", () => {
    const judged = judgeChanges(
      [
        candidate(0.001, { thresholdPValue: 0.02 }),
        candidate(0.001, { thresholdPValue: 0.03 }),
        candidate(0.001),
      ],
      3,
    );
    // 3 · 0.02 and 2 · 0.03.
    assert.deepEqual(
      judged.map((one) => [one.verdict.kind, one.thresholdPValue, one.isRegression]),
      [
        ["differs", 0.06, false],
        ["differs", 0.06, false],
        ["differs", 1, false],
      ],
    );
    const [found] = judgeChanges([candidate(0.001, { thresholdPValue: 0.05 })], 1);
    assert.deepEqual([found!.thresholdPValue, found!.isRegression], [0.05, true]);
  });

  it("counts what cannot be judged as 1: the others gain nothing by it", () => {
    const obstacle = { kind: "missing-pairs" } as const;
    const judged = judgeChanges([candidate(0.0001, { obstacle, thresholdPValue: 0 }), candidate(0.02)], 2);
    assert.deepEqual(judged[0], {
      adjustedPValue: null,
      thresholdPValue: null,
      verdict: obstacle,
      isRegression: false,
    });
    assert.equal(judged[1]!.adjustedPValue, 0.04);
  });
});

describe("geometricMeansOf()", () => {
  it("makes one mean a group, in their order", () => {
    const changes = [
      { build: "b", baseNs: 1, headNs: 2 },
      { build: "c", baseNs: 5, headNs: 5 },
      { build: "b", baseNs: 4, headNs: 8 },
    ];
    const means = geometricMeansOf(
      changes,
      ({ build }) => build,
      (group) => ({ value: group.length }),
    );
    assert.deepEqual(
      means.map(({ of, baseNs, headNs, ratio }) => [of, baseNs, headNs, ratio.value].map(rounded)),
      [
        ["b", 2, 4, 2],
        ["c", 5, 5, 1],
      ],
    );
  });

  it("is the root of the product", () => {
    assert.equal(rounded(geometricMean([2, 4, 8])), 4);
  });
});

function rounded(value: number | string): number | string {
  return typeof value === "number" ? Math.round(value * 1e9) / 1e9 : value;
}
