/** The suite's own answers, by its real pipeline. */
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { openWorkbench } from "../open-workbench.ts";
import { longFigures, suiteFigures } from "./suite-figures.ts";
import { toolQuestions } from "./tool-questions.ts";

const bun = toolQuestions.find(({ of }) => of.runtime === "bun")!;
const workbench = await openWorkbench(["bun"]);
after(() => workbench.close());

describe("suiteFigures()", () => {
  it("is a run's ratio and mean cost, each with its interval", async () => {
    const [median, mean] = await suiteFigures(bun.of, new AbortController().signal);
    assert.equal(median!.statistic, "median");
    assert.equal(mean!.statistic, "mean");
    for (const { ratio, claim } of [median!, mean!]) {
      assert.ok(claim!.low < ratio && ratio < claim!.high);
      assert.ok(ratio > 2, `fresh ÷ shared is ${ratio}`);
    }
    // The mean cost holds the turns of the event loop, which an operation of some µs does not.
    assert.ok(mean!.sharedNs > median!.sharedNs);
  });
});

describe("longFigures()", () => {
  it("measures each arm in one process, with the counts that it is given", async () => {
    const counts = { warmupOperations: 5, timedOperations: 10 };
    const question = { of: bun.of, long: { fresh: counts, shared: counts } };
    const figures = await longFigures(workbench, question);
    for (const { freshNs, sharedNs, ratio, claim } of figures) {
      assert.equal(ratio, freshNs / sharedNs);
      assert.equal(claim, null);
    }
  });
});
