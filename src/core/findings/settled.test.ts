import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Finding } from "./finding.ts";
import { settledReason } from "./settled.ts";

const finding: Finding = {
  kind: "regression",
  of: { runtime: "bun", client: "node:tls", trust: "bundle", scenario: "request" },
  contexts: ["fresh"],
  builds: { base: "bun@1.3.14", head: "bun@1.4.5" },
  claim: {
    measure: "ratio",
    of: "bun@1.4.5 ÷ bun@1.3.14",
    estimate: { value: 2, low: 1.9, high: 2.1, confidence: 0.95 },
    expected: 1,
  },
  layer: "runtime",
  n: 13,
  strength: 1.9,
  alsoIn: [],
};

describe("settledReason()", () => {
  it("knows what a project has said to be meant so, with where it said it", () => {
    assert.match(settledReason(finding)!, /https:\/\/github\.com\/oven-sh\/bun\/pull\/31155/);
  });

  it("is of that step, client and context alone", () => {
    for (const other of [
      { builds: { base: "bun@1.4.0", head: "bun@1.4.5" } },
      { builds: { base: "bun@1.3.14", head: "bun@1.5.0" } },
      { of: { ...finding.of, client: "undici" } },
      { contexts: ["shared"] },
      { kind: "shared-slower" },
    ] satisfies Partial<Finding>[]) {
      assert.equal(settledReason({ ...finding, ...other }), null, JSON.stringify(other));
    }
  });
});
