import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { theilSenSlope } from "./theil-sen.ts";

const line = (slope: number, count = 7) =>
  Array.from({ length: count }, (_, x) => ({ x, y: 100 + slope * x }));

describe("theilSenSlope()", () => {
  it("finds the slope of a line", () => {
    assert.equal(theilSenSlope(line(3)), 3);
    assert.equal(theilSenSlope(line(-0.5)), -0.5);
  });
  it("is not moved by one point that is far off", () => {
    assert.equal(theilSenSlope([...line(3), { x: 7, y: 9000 }]), 3);
  });
  it("is the published slope of Sen's own example", () => {
    // Sen 1968, section 6: t = 1, 2, 3, 4, 10, 12, 18; the median of the 21 slopes is 4.
    const [times, values] = [
      [1, 2, 3, 4, 10, 12, 18],
      [9, 15, 19, 20, 45, 55, 78],
    ];
    assert.equal(theilSenSlope(times!.map((x, index) => ({ x, y: values![index]! }))), 4);
  });
  it("ignores pairs with the same x, and refuses to make a slope of nothing else", () => {
    assert.equal(
      theilSenSlope([
        { x: 0, y: 0 },
        { x: 0, y: 50 },
        { x: 10, y: 25 },
      ]),
      0,
    );
    assert.throws(
      () =>
        theilSenSlope([
          { x: 1, y: 2 },
          { x: 1, y: 3 },
        ]),
      /expected at least two points/,
    );
  });
});
