import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { calibrate } from "./calibrate.ts";
import { openWorkbench } from "./open-workbench.ts";
import type { Budget } from "./operation-counts.ts";
import { selectCases } from "./plan.ts";
import { Workbench } from "./workbench.ts";

const opened = await openWorkbench(["bun"]);
after(() => opened.close());

const budget: Budget = {
  timedNs: 5e6,
  minimumOperations: 2,
  maximumOperations: 4,
  preferredWarmup: 1,
  createWarmup: 3,
};
const cases = selectCases(opened.options.facts, {
  clients: ["node:tls"],
  trusts: ["private-ca"],
  contexts: ["fresh", "shared"],
});
const ids = cases.map(({ id }) => id);
const countsOf = ({
  warmupOperations,
  timedOperations,
}: {
  warmupOperations: number;
  timedOperations: number;
}) => [warmupOperations, timedOperations];

describe("calibrate()", () => {
  it("fixes the counts within the budget's bounds", async () => {
    const planned = await calibrate(opened, cases, budget);
    assert.deepEqual(
      planned.map(({ id }) => id),
      ids,
    );
    for (const { timedOperations, excluded } of planned) {
      assert.ok(timedOperations >= 2 && timedOperations <= 4);
      assert.equal(excluded, null);
    }
    // As many as are allowed: a construction takes microseconds.
    assert.deepEqual(countsOf(planned.find(({ of }) => of.scenario === "create")!), [3, 4]);
  });

  it("takes the counts that are known, without a process", async () => {
    const known = new Map(ids.map((id, index) => [id, { warmupOperations: 7 + index, timedOperations: 11 }]));
    const workbench = new Workbench({ ...opened.options, binaries: new Map() });
    const planned = await calibrate(workbench, cases, budget, known);
    await workbench.close();
    assert.deepEqual(planned.map(countsOf), [
      [7, 11],
      [8, 11],
    ]);
  });

  it("takes nothing but the counts of a case that had other arms", async () => {
    const [first] = cases;
    const other = { ...first!, arms: [], excluded: "there", warmupOperations: 7, timedOperations: 11 };
    const [planned] = await calibrate(opened, [first!], budget, new Map([[first!.id, other]]));
    assert.deepEqual(planned!.arms, first!.arms);
    assert.equal(planned!.excluded, null);
    assert.deepEqual(countsOf(planned!), [7, 11]);
  });

  it("calibrates the cases that are not known", async () => {
    const known = new Map([[ids[0]!, { warmupOperations: 7, timedOperations: 11 }]]);
    const [first, second] = await calibrate(opened, cases, budget, known);
    assert.deepEqual(countsOf(first!), [7, 11]);
    assert.ok(second!.timedOperations <= 4);
  });

  it("runs nothing of a case without arms", async () => {
    const none = cases.map((one) => ({ ...one, arms: [] }));
    const workbench = new Workbench({ ...opened.options, binaries: new Map() });
    assert.deepEqual((await calibrate(workbench, none, budget)).map(countsOf), [
      [0, 0],
      [0, 0],
    ]);
  });
});
