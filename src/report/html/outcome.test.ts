import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { reportOf, syntheticReportRun } from "../synthetic-report.ts";
import { outcome } from "./outcome.ts";

const run = syntheticReportRun();

describe("outcome()", () => {
  it("has a line for a runtime with a ratio: what differs from the largest to the smallest, and how many do not", () => {
    const text = outcome(reportOf(run))!;
    assert.match(
      text,
      /^- Node 1\.2\.3: \*create\* \*\*[\d.]+\*\* \(node:https\); \*request\* \*\*[\d.]+\*\* \(node:https\)$/m,
    );
  });

  it("marks nothing of a run that judges nothing", () => {
    const text = outcome(reportOf({ ...run, plan: { ...run.plan, exploratory: true } }))!;
    assert.match(text, /\*request\* [\d.]+ \(node:https\)/);
    assert.doesNotMatch(text, /\*\*[\d.]+\*\*|no difference/);
  });

  it("says nothing where no client was given a bundle", () => {
    const cases = run.plan.cases.filter(({ of }) => of.trust !== "bundle");
    assert.equal(outcome(reportOf({ ...run, plan: { ...run.plan, cases } })), null);
  });
});
