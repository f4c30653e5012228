import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { olderUndici, projectUndici } from "./older-undici.ts";
import { runsTypeScript } from "./one-worker.ts";

describe("olderUndici()", () => {
  it("is the project's own from the Node on that its package names", () => {
    const { leastNode, version } = projectUndici();
    assert.match(leastNode, /^\d+\.\d+\.\d+$/);
    assert.match(version, /^\d+\.\d+\.\d+$/);
    assert.equal(olderUndici(leastNode), null);
    assert.equal(olderUndici("26.10.0"), null);
  });
  it("is the newest that supports an older Node", () => {
    assert.match(olderUndici("22.18.0")!, /^7\./);
    assert.match(olderUndici("20.18.1")!, /^7\./);
    assert.match(olderUndici("20.18.0")!, /^6\./);
    assert.match(olderUndici("18.17.0")!, /^6\./);
    assert.match(olderUndici("16.20.2")!, /^6\./);
  });
});

describe("runsTypeScript()", () => {
  it("knows since when Node does without a flag, in both lines", () => {
    for (const version of ["22.18.0", "22.23.3", "23.6.0", "24.0.0", "26.10.0"])
      assert.ok(runsTypeScript(version), version);
    for (const version of ["18.20.8", "20.20.2", "22.17.1", "23.5.0", "23.0.0"])
      assert.ok(!runsTypeScript(version), version);
  });
});
