import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { unknownCase } from "./unknown-case.ts";

describe("unknownCase()", () => {
  it("names the three nearest, once each, and the command that lists all", () => {
    const known = [
      "bun/fetch/mtls/request",
      "node/a/bundle/create",
      "node/b/bundle/create",
      "node/a/mtls/create",
    ];
    const { message } = unknownCase("--case", "node/a/bundel/create", [...known, ...known]);
    assert.equal(
      message,
      "--case node/a/bundel/create: not in the file; the nearest there are node/a/bundle/create, " +
        "node/b/bundle/create, node/a/mtls/create; all cases: npm run -s ctxcost -- list",
    );
  });

  it("needs no case at all", () => {
    assert.match(unknownCase("<case>", "x", []).message, /<case> x: not in the file; all cases/);
  });
});
