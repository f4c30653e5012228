import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  clock,
  mebibytes,
  microseconds,
  milliseconds,
  numberText,
  percent,
  probability,
  tenths,
  tenthsPercent,
} from "./number-text.ts";

describe("numberText()", () => {
  const texts: [number, string][] = [
    [0, "0"],
    [0.000012345, "0.0000123"],
    [0.123456, "0.123"],
    [0.9949, "0.995"],
    [0.995, "0.99"],
    [0.9951, "1.00"],
    [1, "1.00"],
    [9.994, "9.99"],
    [9.996, "10.0"],
    [99.94, "99.9"],
    [99.96, "100"],
    [123.4, "123"],
    [1234, "1,234"],
    [1234567, "1,234,567"],
    [-2.5, "−2.50"],
    [-12345, "−12,345"],
  ];
  for (const [value, text] of texts)
    it(`writes ${value} as ${text}`, () => assert.equal(numberText(value), text));

  it("never has fewer than three digits", () => {
    for (let power = -4; power < 7; power += 0.01) {
      const digits = numberText(10 ** power)
        .replace(/^[0.]+/, "")
        .replaceAll(/\D/g, "");
      assert.ok(digits.length >= 3, `${10 ** power}: ${numberText(10 ** power)}`);
    }
  });
});

describe("the units", () => {
  it("are those that their names say", () => {
    assert.equal(microseconds(1500), "1.50");
    assert.equal(milliseconds(1_500_000), "1.50");
    assert.equal(mebibytes(3 * 1024 ** 2), "3.00");
    assert.equal(percent(0.0123), "1.23 %");
    assert.equal(tenthsPercent(0.74125), "74.1 %");
    assert.equal(tenths(-0.0213), "−2.1");
    assert.equal(tenths(-0.0001), "0.0");
    assert.equal(probability(0.00012), "< 0.001");
    assert.equal(probability(0.0305), "0.030");
    assert.equal(clock(185e9), "3:05");
  });
});
