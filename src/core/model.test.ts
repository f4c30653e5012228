import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Arm, armId, caseId } from "./model.ts";

const arm: Arm = {
  runtime: "deno",
  client: "node:https",
  trust: "private-ca",
  scenario: "request",
  context: "shared-options",
};

describe("caseId() and armId()", () => {
  it("write what results files are joined by: a change would orphan every stored observation", () => {
    assert.equal(caseId(arm), "deno/node:https/private-ca/request");
    assert.equal(armId(arm), "deno/node:https/private-ca/request/shared-options");
  });
});
