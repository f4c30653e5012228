/** `ctxcost memory` from the command line, on the real runtimes and with tiny budgets. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { copyProject } from "../project-copy.ts";

const project = await copyProject();
const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-memory-"));
after(async () => {
  rmSync(folder, { recursive: true, force: true });
  await project.remove();
});
const file = path.join(folder, "memory.jsonl");
const narrow = ["--client", "node:tls,empty", "--trust", "private-ca"];

describe("ctxcost memory", () => {
  it("measures every arm in every round, several processes at a time, and shows the same page again", () => {
    const run = project.ctxcost("memory", ...narrow, "--quick", "--batch", "5", "--out", file, "--quiet");
    assert.equal(run.status, 0, run.stderr);
    const lines = readFileSync(file, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const readings = lines.filter(({ kind }) => kind === "reading");
    // Each runtime: fresh and shared held; create and request of node:tls, and the empty control, made and closed.
    assert.equal(readings.length, 3 * 5 * 2);
    assert.ok(
      readings.every(({ status }) => status === "valid"),
      JSON.stringify(readings),
    );
    for (const name of ["memory-hold.svg", "memory-request.svg", "memory-create.svg"]) {
      const picture = readFileSync(path.join(project.folder, "results/local/pictures", name), "utf8");
      assert.match(picture, /^<svg /);
    }
    const again = project.ctxcost("memory", "--from", file);
    assert.equal(again.stdout, run.stdout);
    assert.match(again.stdout, /exploratory: few processes/);
  });

  it("refuses to publish a part, and a selection that leaves nothing", () => {
    const part = project.ctxcost("memory", ...narrow, "--publish");
    assert.equal(part.status, 2);
    assert.match(part.stderr, /--publish with options that leave something out/);
    const nothing = project.ctxcost("memory", "--runtime", "node", "--scenario", "create", "--mode", "hold");
    assert.equal(nothing.status, 2);
    assert.match(nothing.stderr, /memory: no arm is left/);
  });
});
