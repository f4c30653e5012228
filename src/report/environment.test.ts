import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { analyseRun } from "../core/analyse-run.ts";
import { syntheticRun } from "../core/synthetic-run.ts";
import { timeText } from "./environment.ts";

const textWith = (wallNs: number) => {
  const run = syntheticRun({
    cases: [{ latencyNs: { fresh: 2000, shared: 1000 } }],
    observe: (valid) => {
      const { measurement } = valid;
      return { ...valid, measurement: { ...measurement, loop: { ...measurement.loop, wallNs } } };
    },
  });
  return timeText(analyseRun(run));
};

describe("timeText()", () => {
  it("says on what the processes spent their time", () => {
    assert.match(textWith(1e6), /Its 26 processes spent \S+.% of their time on start-up, .* on the rest \(/);
  });

  it("calls it unknown where the parts are more than the whole", () => {
    const text = textWith(1e18);
    assert.match(text, /On what its 26 processes spent their time is unknown: /);
    assert.doesNotMatch(text, /% (of their time|on)/);
  });
});
