import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { between } from "./published-versions.ts";

describe("between()", () => {
  it("has the stable versions from good to bad, in the order of their numbers", () => {
    const published = ["1.9.0", "1.10.1", "1.10.0", "1.10.0-canary.1", "1.11.0", "1.8.0"];
    assert.deepEqual(between(published, "1.9.0", "1.10.1"), ["1.9.0", "1.10.0", "1.10.1"]);
  });
  it("has both ends, published or not", () => {
    assert.deepEqual(between(["1.1.0"], "1.0.0", "1.2.0"), ["1.0.0", "1.1.0", "1.2.0"]);
  });
});
