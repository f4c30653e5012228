import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { functionCosts } from "./function-costs.ts";
import { stacksOf } from "./stacks.ts";
import { syntheticProfile } from "./synthetic-profile.ts";

const context = "createSecureContext node:internal/tls/common";
const stacks = stacksOf(
  syntheticProfile([
    { stack: `run a.ts > ${context} > parse`, samples: 60 },
    { stack: "run a.ts > parse", samples: 20 },
    { stack: "run a.ts > run a.ts", samples: 20 },
    { stack: "(idle)", samples: 900 },
  ]),
);
const costs = new Map(functionCosts("node", stacks).map((one) => [one.functionName, one]));

describe("functionCosts()", () => {
  it("counts what was innermost, of the samples in which the thread was not idle", () => {
    assert.equal(costs.get("parse")!.selfShare, 0.8);
    assert.equal(costs.get("run")!.selfShare, 0.2);
    assert.ok(!costs.has("(idle)"));
  });
  it("counts a function that calls itself once", () => {
    assert.equal(costs.get("run")!.totalShare, 1);
  });
  it("says which part of a function's own samples is context creation", () => {
    assert.equal(costs.get("parse")!.counted.context, 0.75);
    assert.equal(costs.get("run")!.counted.context, 0);
  });
  it("sorts by what was innermost, and leaves out what never was", () => {
    assert.deepEqual([...costs.keys()], ["parse", "run"]);
  });
});
