import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { budgetOfReference, fullBudget, operationCounts, quickBudget } from "./operation-counts.ts";

const counts = (ms: number, scenario: "create" | "request" = "request") =>
  operationCounts([ms * 1e6], fullBudget, scenario);

describe("operationCounts()", () => {
  it("takes as many as 140 ms pay for, between 10 and 300", () => {
    assert.equal(counts(7).timedOperations, 20);
    assert.equal(counts(1.4).timedOperations, 100);
    assert.equal(counts(44).timedOperations, 10);
    assert.equal(counts(0.003).timedOperations, 300);
    assert.equal(counts(0).timedOperations, 300);
  });
  it("warms requests up by half as many, and by 20 or all of them at least", () => {
    assert.equal(counts(7).warmupOperations, 20);
    assert.equal(counts(1.4).warmupOperations, 50);
    assert.equal(counts(44).warmupOperations, 10);
  });
  it("warms constructions up by 300, since one that builds nothing is slow for so long", () => {
    assert.equal(counts(4.4, "create").warmupOperations, 300);
    assert.equal(counts(0.003, "create").warmupOperations, 300);
  });
  it("goes by the median, which one slow operation does not move", () => {
    assert.equal(operationCounts([7e6, 7e6, 900e6], fullBudget, "request").timedOperations, 20);
  });
});

describe("budgetOfReference()", () => {
  it("takes half the time and ten operations of warm-up, as nothing is compiled", () => {
    const counts = (ms: number, scenario: "create" | "request") =>
      operationCounts([ms * 1e6], budgetOfReference(fullBudget), scenario);
    assert.deepEqual(counts(12, "create"), { timedOperations: 10, warmupOperations: 10 });
    assert.deepEqual(counts(12, "request"), { timedOperations: 10, warmupOperations: 10 });
    assert.deepEqual(counts(1, "request"), { timedOperations: 70, warmupOperations: 35 });
  });
  it("never takes more warm-up than a first look has", () => {
    assert.equal(budgetOfReference(quickBudget).preferredWarmup, quickBudget.preferredWarmup);
  });
});
