import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { between, expectPublished } from "./published-versions.ts";

describe("expectPublished()", () => {
  const versions = ["1.9.0", "1.10.1", "1.10.0", "1.11.0-canary.1"];
  it("takes ends that are there", () => {
    expectPublished(versions, "bun", { "--good": "1.9.0", "--bad": "1.10.1" });
  });
  it("names the option, the version and its neighbours where one is not", () => {
    const refused = (good: string, bad: string) => () =>
      expectPublished(versions, "bun", { "--good": good, "--bad": bad });
    assert.throws(refused("1.9.0", "99.0.0"), {
      name: "UsageError",
      message:
        "--bad 99.0.0: no published version of bun; expected one of `npm view bun versions`, the nearest are 1.10.1",
    });
    assert.throws(
      refused("1.9.7", "1.10.1"),
      /^UsageError: --good 1\.9\.7: .* the nearest are 1\.9\.0 and 1\.10\.0$/,
    );
  });
});

describe("between()", () => {
  it("has the stable versions from good to bad, in the order of their numbers", () => {
    const published = ["1.9.0", "1.10.1", "1.10.0", "1.10.0-canary.1", "1.11.0", "1.8.0"];
    assert.deepEqual(between(published, "1.9.0", "1.10.1"), ["1.9.0", "1.10.0", "1.10.1"]);
  });
  it("has both ends, published or not", () => {
    assert.deepEqual(between(["1.1.0"], "1.0.0", "1.2.0"), ["1.0.0", "1.1.0", "1.2.0"]);
  });
});
