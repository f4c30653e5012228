import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Scenario } from "../../core/model.ts";
import type { ProfiledCase } from "../../core/profile/profile-records.ts";
import { reasonFor } from "./profile-reasons.ts";

const caseOf = (runtime: "node" | "bun" | "deno", scenario: Scenario): ProfiledCase => ({
  id: "",
  of: { runtime, client: "undici", trust: "bundle", scenario },
  before: "fresh",
  after: "shared",
  warmupOperations: 1,
  timedOperations: 1,
});

describe("reasonFor()", () => {
  it("has a reason for what has been looked into, in that direction alone", () => {
    assert.match(reasonFor(caseOf("bun", "request"), "more"), /takes no sample/);
    assert.match(reasonFor(caseOf("node", "request"), "less"), /also freed/);
    assert.equal(reasonFor(caseOf("bun", "request"), "less"), "unexplained");
    assert.equal(reasonFor(caseOf("bun", "create"), "more"), "unexplained");
    assert.equal(reasonFor(caseOf("deno", "request"), "more"), "unexplained");
  });
});
