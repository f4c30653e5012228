import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { analyseRun } from "../../core/analyse-run.ts";
import { evidenceOfCase, evidenceOfRegression } from "../../core/bug-report/evidence.ts";
import { syntheticBuilds } from "../../core/comparison/synthetic-builds.ts";
import { findingsOfRun } from "../../core/findings/find-all.ts";
import { syntheticRun } from "../../core/synthetic-run.ts";
import { findingTable } from "./finding-table.ts";

/** Rows without their spaces, and without the head and the legend. */
const rowsOf = (table: string) =>
  table
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .slice(2)
    .map((line) => line.split("|").map((cell) => cell.trim()));

describe("findingTable()", () => {
  it("has each arm's time with its interval, and what one CA costs where that is expected", () => {
    const scatter = (ns: number) => (round: number) => ns * (1 + round / 1000);
    const run = syntheticRun({
      cases: [
        { trust: "bundle", scenario: "request", latencyNs: { fresh: scatter(7e6), shared: scatter(6.95e6) } },
        {
          trust: "private-ca",
          scenario: "request",
          latencyNs: { fresh: scatter(1.5e6), shared: scatter(1.4e6) },
        },
      ],
      rounds: 13,
    });
    const [finding] = findingsOfRun(run);
    const rows = rowsOf(findingTable(finding!, evidenceOfCase(finding!, analyseRun(run))));
    const names = rows.map(([, name]) => name);
    assert.deepEqual(names, ["bundle, fresh", "bundle, shared", "private-ca, fresh", "fresh ÷ shared"]);
    for (const [, name, wall, cpu, n] of rows) {
      assert.match(wall!, /^[\d.,]+ \[[\d.,]+, [\d.,]+\]$/, name!);
      assert.match(cpu!, /^[\d.,]+( \[[\d.,]+, [\d.,]+\])?$/, name!);
      assert.equal(n, "13");
    }
    assert.equal(rows[0]![2], "7,049 [7,021, 7,077]");
  });

  it("has both versions of a regression, and the newest", () => {
    const versions = ["22.0.0", "24.0.0", "26.0.0"];
    const run = syntheticBuilds({
      builds: versions.map((version) => ({ build: `node@${version}`, version })),
      cases: [{ scenario: "request" }],
      latencyNs: (build, _, round) => [1e6, 2e6, 1.8e6][build]! * (1 + round / 1000),
    });
    const [finding] = findingsOfRun(run);
    assert.deepEqual(finding!.builds, { base: "node@22.0.0", head: "node@24.0.0" });
    const rows = rowsOf(findingTable(finding!, evidenceOfRegression(finding!, run)));
    assert.deepEqual(
      rows.map(([, name, wall]) => [name, wall!.replace(/ .*/, "")]),
      [
        ["node@22.0.0", "1,007"],
        ["node@24.0.0", "2,014"],
        ["node@26.0.0", "1,813"],
        ["node@24.0.0 ÷ node@22.0.0", "2.00"],
        ["node@26.0.0 ÷ node@22.0.0", "1.80"],
      ],
    );
    for (const [, name, wall] of rows) assert.match(wall!, /\[.*, .*\]$/, name!);
  });

  it("calls no version the newest that is the earlier one of the two", () => {
    const run = syntheticBuilds({
      builds: ["26.0.0", "22.0.0"].map((version) => ({ build: `node@${version}`, version })),
      cases: [{ scenario: "request" }],
      latencyNs: (build, _, round) => [1e6, 2e6][build]! * (1 + round / 1000),
    });
    const [finding] = findingsOfRun(run);
    assert.deepEqual(finding!.builds, { base: "node@26.0.0", head: "node@22.0.0" });
    assert.equal(evidenceOfRegression(finding!, run).newest, null);
  });
});
