import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { byVersion, isStable } from "./version-order.ts";

describe("byVersion()", () => {
  it("orders by number, and a candidate before its release", () => {
    const ordered = ["1.9.0", "1.10.0-rc.1", "1.10.0", "1.10.1", "2.0.0", "22.9.0", "22.10.0"];
    assert.deepEqual(ordered.toReversed().sort(byVersion), ordered);
    assert.equal(byVersion("1.2.3", "1.2.3"), 0);
  });
});

describe("isStable()", () => {
  it("takes whole versions alone", () => {
    assert.deepEqual(["22.0.0", "22.0", "22.0.0-rc.1", "1.4.0-canary.2", "x"].map(isStable), [
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
