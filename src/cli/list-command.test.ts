import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { describe, it } from "node:test";
import { projectRoot } from "../run/project.ts";

function list(...words: string[]): string[] {
  const main = path.join(projectRoot, "src", "cli", "main.ts");
  const { stdout, status, stderr } = spawnSync(process.execPath, [main, "list", ...words], {
    encoding: "utf8",
    cwd: projectRoot,
  });
  assert.equal(status, 0, stderr);
  return stdout.trimEnd().split("\n");
}

describe("ctxcost list", () => {
  it("has a case's reasons below it, near the edge, so that 80 columns hold them", () => {
    const lines = list("--runtime", "deno", "--client", "Deno.connectTls", "--trust", "bundle");
    const [create, ...below] = lines;
    assert.match(create!, /^deno\/Deno\.connectTls\/bundle\/create {3}—$/);
    const reasons = below.filter((line) => line.includes(" unsupported: "));
    assert.ok(reasons.length > 1, lines.join("\n"));
    for (const reason of reasons) assert.match(reason, /^ {4}[\w-]+ unsupported: \S/);
  });

  it("says what its lines are, and what to type", () => {
    const help = list("--help");
    assert.ok(help.includes("Examples:"));
    assert.deepEqual(
      help.filter((line) => line.length > 80),
      [],
    );
  });
});
