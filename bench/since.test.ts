import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { unsupportedBefore } from "./since.ts";

const since = [
  { clients: ["fetch"], version: "1.2.10", context: "shared", feature: "a context object" } as const,
];

describe("unsupportedBefore()", () => {
  it("gives the reason, with the version that has it, to an older one", () => {
    const [one, ...others] = unsupportedBefore("1.2.9", "fetch", since);
    assert.deepEqual(others, []);
    assert.equal(one!.reason, "a context object came with 1.2.10");
    assert.equal(one!.context, "shared");
  });
  it("gives none to that version, to a newer one, and to another client", () => {
    assert.deepEqual(unsupportedBefore("1.2.10", "fetch", since), []);
    assert.deepEqual(unsupportedBefore("1.10.0", "fetch", since), []);
    assert.deepEqual(unsupportedBefore("1.2.9", "node:tls", since), []);
    assert.deepEqual(unsupportedBefore("1.2.9", "fetch"), []);
  });
});
