import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Run } from "../core/records.ts";
import { loadRun } from "../run/load-run.ts";
import { publishedRunFile } from "./generated-files.ts";
import { expectPublishable, expectPublishablePlan } from "./publishable.ts";

const { run } = await loadRun(publishedRunFile());
const refusal = (changed: Run): string => {
  try {
    expectPublishable("run.jsonl", changed);
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
  return "none";
};

describe("expectPublishable()", () => {
  it("takes the run that is published", () => {
    assert.equal(refusal(run), "none");
  });

  it("refuses what lacks its end, its rounds, a case, an arm or a runtime, and says which", () => {
    const { header, plan } = run;
    const [first, ...others] = plan.cases;
    const changed: readonly [Run, RegExp][] = [
      [{ ...run, finish: null }, /it lacks its end: go on with it with `run --resume`$/],
      [{ ...run, header: { ...header, mode: "quick" } }, /full rounds/],
      [{ ...run, plan: { ...plan, exploratory: true } }, /full rounds/],
      [{ ...run, plan: { ...plan, cases: others } }, /lacks \d+ of \d+ arms, e\.g\. node\//],
      [
        { ...run, plan: { ...plan, cases: [{ ...first!, arms: first!.arms.slice(1) }, ...others] } },
        /lacks 1 of \d+ arms/,
      ],
      [
        { ...run, header: { ...header, runtimes: header.runtimes.slice(1) } },
        /lacks node, which it did not look for/,
      ],
      [{ ...run, header: { ...header, shard: { index: 1, count: 3 } } }, /the other shards: it is 1\/3/],
      [{ ...run, header: { ...header, selftest: { check: "a-a" } } }, /self-test/],
    ];
    for (const [one, expected] of changed) assert.match(refusal(one), expected);
    assert.match(refusal({ ...run, finish: null }), /^UsageError/);
  });

  it("takes a runtime that was looked for and is not there", () => {
    const { header, plan } = run;
    const missingRuntimes = [{ runtime: "bun", reason: "not installed" }] as const;
    const runtimes = header.runtimes.filter(({ runtime }) => runtime !== "bun");
    const cases = plan.cases.filter(({ of }) => of.runtime !== "bun");
    const without = { ...run, header: { ...header, runtimes, missingRuntimes }, plan: { ...plan, cases } };
    assert.equal(refusal(without), "none");
  });
});

describe("expectPublishablePlan()", () => {
  it("takes a run that has still to go on", () => {
    expectPublishablePlan("run.jsonl", { ...run, finish: null });
  });
});
