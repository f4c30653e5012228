/** Goldens: `node --test --test-update-snapshots src/report/comparison/changes-page.test.ts` writes them; read their diff. */
import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";
import { runDifferences } from "../../core/comparison/run-differences.ts";
import { type SeparateOptions, separateChanges } from "../../core/comparison/separate-changes.ts";
import type { Run } from "../../core/records.ts";
import { type SyntheticRun, syntheticRun } from "../../core/synthetic-run.ts";
import { changesPage } from "./changes-page.ts";

const golden = (name: string) => path.join(import.meta.dirname, "..", "golden", name);
const whole = { serializers: [String] };

function runOf(factor: number, options: Partial<SyntheticRun> = {}): Run {
  return syntheticRun({
    cases: [
      { latencyNs: { fresh: 4_400_000 * factor, shared: 96_000 } },
      { client: "undici", scenario: "request", latencyNs: { fresh: 7_000_000 * factor } },
      { runtime: "bun", client: "fetch", scenario: "request", latencyNs: { fresh: 900_000 / factor } },
    ],
    ...options,
  });
}

const base = runOf(1);
const head = runOf(1.2, {
  header: {
    runId: "20261125-0900-00000008",
    gitCommit: "d".repeat(40),
    packages: { mitata: "1.0.34", undici: "9.0.0" },
  },
});

function pageOf(
  options: Partial<SeparateOptions> = {},
  [one, other]: readonly [Run, Run] = [base, head],
): string {
  const { acceptedSpread, threshold } = { acceptedSpread: null, threshold: 0, ...options };
  return changesPage({
    changes: separateChanges(one, other, { acceptedSpread, threshold }),
    baseName: "before.jsonl",
    headName: "after.jsonl",
    threshold,
    acceptedSpread,
    warnings: runDifferences(one, other),
  });
}

describe("changesPage() of two runs", () => {
  it("has the same table without verdicts, says so, and why", (context) => {
    const text = pageOf();
    context.assert.fileSnapshot(text, golden("separate-runs.md"), whole);
    assert.match(
      text,
      /\*separate runs: confounded with everything that changed between them\*\. No verdicts/,
    );
    assert.doesNotMatch(text, /slower|faster|~|verdict \(p/);
    assert.match(text, /\*geometric mean, bun\*/);
  });

  it("gives verdicts on the word of whoever ran it", (context) => {
    const text = pageOf({ acceptedSpread: 0.03, threshold: 0.05 });
    context.assert.fileSnapshot(text, golden("separate-runs-accepted.md"), whole);
    assert.match(text, /a spread of up to 3\.00 % between runs for granted, on the word of whoever ran this/);
    assert.match(text, /\*\*slower by more than 5\.00 %\*\* \(p < 0\.001\)/);
    assert.match(text, /faster \(p < 0\.001\)/);
    assert.match(text, /~ \(would have seen ±/);
  });

  it("puts the p of the threshold beside what is said of the threshold", () => {
    const separate = separateChanges(base, head, { acceptedSpread: 0, threshold: 0.05 });
    const changes = separate.changes.map((one) => ({
      ...one,
      adjustedPValue: 0.012,
      thresholdPValue: 0.034,
    }));
    const text = changesPage({
      changes: { ...separate, changes },
      baseName: "a",
      headName: "b",
      threshold: 0.05,
      acceptedSpread: 0,
      warnings: [],
    });
    assert.match(text, /\*\*slower by more than 5\.00 %\*\* \(p 0\.034\)/);
    assert.match(text, /faster \(p 0\.012\)/);
  });
});

describe("changesPage() of two runs that are unlike", () => {
  it("names what cannot be compared by the reason, once", () => {
    const more = runOf(1, { cases: ["a", "b"].map((client) => ({ client, latencyNs: { fresh: 1 } })) });
    const both = { ...base, plan: { ...base.plan, cases: [...base.plan.cases, ...more.plan.cases] } };
    const text = pageOf({}, [both, head]);
    assert.match(
      text,
      /\n- only in BASE: `node\/a\/bundle\/create\/fresh`, `node\/b\/bundle\/create\/fresh`\n/,
    );
  });

  it("says that neither has verdicts where one is exploratory, without intervals", () => {
    const text = pageOf({ acceptedSpread: 0.03 }, [
      base,
      runOf(1.2, { rounds: 3, plan: { exploratory: true } }),
    ]);
    assert.match(text, /\*\*Warning:\*\* HEAD is exploratory: no intervals, no verdicts/);
    assert.equal(text.match(/\| exploratory +\|/g)?.length, 4);
    assert.doesNotMatch(text, /% \[[−+]/);
  });

  it("says before it is asked for verdicts that n is too small for any", () => {
    const short = (factor: number) => runOf(factor, { rounds: 4 });
    assert.match(
      pageOf({}, [short(1), short(1.2)]),
      /n is too small for any verdict: 4 at most, and to judge 4 together each needs 5/,
    );
  });

  it("keeps the words of a hostile file words", () => {
    const evil = "</td><script>|`x\n# y";
    const hostile = runOf(1.2, { header: { gitCommit: evil, warnings: [evil] } });
    const text = pageOf({}, [base, hostile]);
    assert.doesNotMatch(text.replaceAll(/`[^`\n]*`/g, ""), /<script|^# y/m);
    const cells = text.split("\n").filter((line) => line.startsWith("|"));
    assert.ok(cells.length > 5 && cells.every((line) => line.split(/(?<!\\)\|/).length === 9));
  });
});
