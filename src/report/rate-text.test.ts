import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { deviationCell, rateCell, rateText } from "./rate-text.ts";

describe("rateText()", () => {
  it("has the rate with its exact interval, in percent", () => {
    assert.equal(rateText({ successes: 47, trials: 1000 }), "4.70 % [3.47, 6.20]");
  });
  it("has an interval where nothing, or everything, was counted", () => {
    assert.equal(rateText({ successes: 0, trials: 60 }), "0 % [0, 5.96]");
    assert.equal(rateText({ successes: 3, trials: 3 }), "100 % [29.2, 100]");
  });
});

describe("rateCell()", () => {
  it("is not broken over lines", () => assert.doesNotMatch(rateCell({ successes: 1, trials: 2 }), / /));
});

describe("deviationCell()", () => {
  it("has the distance of a ratio from 1, each bound with its sign", () => {
    const cell = deviationCell({ value: 0.9988, low: 0.9969, high: 1.0005 });
    assert.equal(cell.replaceAll("\u00A0", " "), "−0.120 % [−0.310, +0.0500]");
    assert.equal(deviationCell({ value: 1, low: 1, high: 1 }).replaceAll("\u00A0", " "), "0 % [0, 0]");
  });
});
