import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { syntheticService, syntheticServiceCase, usualPhase } from "../../core/service/synthetic-service.ts";
import { localFolder, projectRoot } from "../../run/project.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-service-"));
after(() => rmSync(folder, { recursive: true, force: true }));

function service(...words: string[]) {
  return spawnSync(process.execPath, ["src/cli/launch.js", "service", ...words], {
    cwd: projectRoot,
    encoding: "utf8",
  });
}

function stored(name: string, lines: readonly object[]): string {
  const file = path.join(folder, name);
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  return file;
}

const { header, plan, readings, finish } = syntheticService({
  cases: [syntheticServiceCase()],
  phase: usualPhase,
});

describe("ctxcost service", () => {
  it("makes the page and its picture of a stored file", () => {
    const { status, stdout, stderr } = service(
      "--from",
      stored("whole.jsonl", [header, plan, ...readings, finish!]),
    );
    assert.equal(status, 0, stderr);
    assert.match(stdout, /at \*\*50\*\* clients\/s: \*\*40\.0 % of a core → 10\.0 %\*\*/);
    assert.match(readFileSync(path.join(localFolder, "pictures", "service.svg"), "utf8"), /^<svg /);
  });

  it("names file, line and field of what is no such reading", () => {
    const [first, ...rest] = readings;
    const torn = { ...first, value: { ...(first as { value: object }).value, latencyUs: "soon" } };
    const { status, stderr } = service("--from", stored("torn.jsonl", [header, plan, torn, ...rest]));
    assert.equal(status, 1);
    assert.match(stderr, /torn\.jsonl, line 3.*latencyUs/s);
  });

  it("refuses what it does not know, and to publish a part", () => {
    for (const [words, message] of [
      [["--client", "node:htps"], /did you mean node:https/i],
      [["--publish", "--rate", "5"], /would take the place of the whole/],
      [["--arrivals", "poison"], /poison/],
      [["--seconds", "0"], /expected a whole number from 1 to 60/],
    ] as const) {
      const { status, stderr } = service(...words);
      assert.equal(status, 2, stderr);
      assert.match(stderr, message);
    }
  });
});
