import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { logTicks } from "./log-ticks.ts";

describe("logTicks()", () => {
  for (const [domain, ticks] of [
    [
      [8, 12_000],
      [10, 100, 1000, 10_000],
    ],
    [
      [30, 900],
      [50, 100, 200, 500],
    ],
    [
      [2.5, 6.5],
      [3, 4, 5, 6],
    ],
    [
      [259, 58_832],
      [300, 1000, 3000, 10_000, 30_000],
    ],
    [
      [690, 730],
      [690, 700, 710, 720, 730],
    ],
    [
      [0.97, 1.31],
      [1, 1.1, 1.2, 1.3],
    ],
  ] as const) {
    it(`has ${ticks.join(", ")} between ${domain.join(" and ")}`, () =>
      assert.deepEqual(logTicks(domain), ticks));
  }

  it("has one near everything on any axis of two decades to two and a half", () => {
    for (let from = -3; from < 6; from += 0.07) {
      for (let length = 2; length <= 2.5; length += 0.05) {
        const [low, high] = [10 ** from, 10 ** (from + length)];
        const marks = [low, ...logTicks([low, high]), high];
        const widest = Math.max(...marks.slice(1).map((mark, index) => mark / marks[index]!));
        assert.ok(widest <= 10 * (1 + 1e-9), marks.join());
      }
    }
  });

  it("has two to six on any axis, all on it", () => {
    const numbers = fc.tuple(
      fc.double({ min: -3, max: 9, noNaN: true }),
      fc.double({ min: 0.05, max: 9, noNaN: true }),
    );
    fc.assert(
      fc.property(numbers, ([from, length]) => {
        const [low, high] = [10 ** from, 10 ** (from + length)];
        const ticks = logTicks([low, high]);
        assert.ok(ticks.length >= 2 && ticks.length <= 6, ticks.join());
        assert.ok(ticks.every((tick) => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)));
      }),
    );
  });
});
