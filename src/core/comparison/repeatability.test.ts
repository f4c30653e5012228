import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Run } from "../records.ts";
import { type SyntheticCase, type SyntheticRun, syntheticRun } from "../synthetic-run.ts";
import { repeatability } from "./repeatability.ts";
import { syntheticBuilds } from "./synthetic-builds.ts";

/** One case a ratio of fresh ÷ shared, the same in every round. */
function runOf(ratios: Readonly<Record<string, number>>, rest: Partial<SyntheticRun> = {}): Run {
  const cases = Object.entries(ratios).map(([client, ratio]): SyntheticCase => {
    return { client, latencyNs: { fresh: () => 1000 * ratio, shared: () => 1000 } };
  });
  return syntheticRun({ rounds: 8, cases, ...rest });
}

function assertClose(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual}, expected ${expected}`);
}

describe("repeatability()", () => {
  it("holds each ratio beside that of the other run, whatever their order", () => {
    const { ratios, inside, sameVerdict, unmatched } = repeatability(
      runOf({ "node:tls": 2, undici: 3 }),
      runOf({ undici: 3, "node:tls": 2.2 }),
    );
    assert.deepEqual(unmatched, []);
    const shown = ratios.map((one) => [
      one.of.client,
      one.denominator,
      ...[one.first.value, one.second.value, one.change.value].map((value) => Math.round(value * 1e9) / 1e9),
      one.isInside,
    ]);
    assert.deepEqual(shown, [
      ["undici", "shared", 3, 3, 1, true],
      ["node:tls", "shared", 2, 2.2, 1.1, false],
    ]);
    assert.deepEqual(inside, { successes: 1, trials: 2 });
    assert.deepEqual(sameVerdict, { successes: 2, trials: 2 });
  });

  it("says how far the ratios lie apart, the same in either order", () => {
    const [first, second] = [runOf({ a: 2, b: 2, c: 2 }), runOf({ a: 2, b: 2.1, c: 1.6 })];
    for (const { medianChange, largestChange } of [
      repeatability(first, second),
      repeatability(second, first),
    ]) {
      assertClose(medianChange, 0.05);
      assertClose(largestChange, 0.25);
    }
  });

  it("has the intervals' half-widths, of a ratio and of a change", () => {
    const noisy = (seed: number) =>
      syntheticRun({
        rounds: 8,
        cases: [
          {
            latencyNs: { fresh: (round) => 2000 * Math.exp(0.01 * ((round * seed) % 8)), shared: () => 1000 },
          },
        ],
      });
    const { ratios, ratioHalfWidth, changeHalfWidth } = repeatability(noisy(3), noisy(5));
    const [{ first, second, change }] = ratios as [(typeof ratios)[0]];
    const half = ({ low, high }: { low: number; high: number }) => Math.sqrt(high / low) - 1;
    assertClose(ratioHalfWidth, (half(first) + half(second)) / 2);
    assertClose(changeHalfWidth, half(change));
    // Both runs have the steps 0 to 7, in another order: T+ ≤ 3 is 5 of 256, so the fourth average, 1, and its like at the other end, 6.
    assertClose(first.high / first.low, Math.exp(0.01 * (6 - 1)));
  });
});

describe("repeatability()'s verdicts, and what it leaves out", () => {
  it("tells opposite verdicts from equal ones, and a verdict from none", () => {
    const alternating = syntheticRun({
      rounds: 8,
      cases: [
        {
          client: "a",
          latencyNs: { fresh: (round) => 1000 + (round % 2 === 0 ? round : -round), shared: () => 1000 },
        },
      ],
    });
    const same = (first: Run, second: Run) => repeatability(first, second).sameVerdict.successes;
    assert.equal(same(runOf({ a: 2 }), runOf({ a: 3 })), 1);
    assert.equal(same(runOf({ a: 2 }), runOf({ a: 0.5 })), 0);
    assert.equal(same(runOf({ a: 2 }), alternating), 0);
    assert.equal(same(alternating, alternating), 1);
  });

  it("names the ratios that one run has alone", () => {
    const { unmatched, ratios } = repeatability(runOf({ a: 2, b: 2 }), runOf({ a: 2, c: 2 }));
    assert.equal(ratios.length, 1);
    assert.deepEqual(unmatched, [
      "node/b/bundle/create, fresh ÷ shared: only in the first",
      "node/c/bundle/create, fresh ÷ shared: only in the second",
    ]);
  });

  it("refuses runs that have no ratio with an interval in common", () => {
    const builds = syntheticBuilds({
      builds: [{ build: "a" }, { build: "b" }],
      cases: [{}],
      latencyNs: () => 1,
    });
    const exploratory = runOf({ a: 2 }, { plan: { exploratory: true } });
    for (const other of [runOf({ b: 2 }), runOf({ a: 2 }, { rounds: 5 }), exploratory, builds]) {
      assert.throws(
        () => repeatability(runOf({ a: 2 }), other),
        /expected some that both have with an interval/,
      );
    }
  });
});
