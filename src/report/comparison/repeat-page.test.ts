/** Goldens: `node --test --test-update-snapshots src/report/comparison/repeat-page.test.ts` writes them; read their diff. */
import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";
import type { Run } from "../../core/records.ts";
import { type SyntheticCase, syntheticRun } from "../../core/synthetic-run.ts";
import { repeatPage } from "./repeat-page.ts";

const golden = (name: string) => path.join(import.meta.dirname, "..", "golden", name);
const whole = { serializers: [String] };

/** Ratios of 2 with some scatter, one case each, times the factor that a test gives. */
function runOf(factors: readonly number[], seed: number): Run {
  const trusts = ["default", "private-ca", "bundle", "mtls"] as const;
  const cases = factors.map((factor, index): SyntheticCase => {
    const fresh = (round: number) => 2e6 * factor * (1 + 0.002 * ((round * seed + index) % 13));
    return {
      client: index < 4 ? "node:https" : "undici",
      trust: trusts[index % 4]!,
      latencyNs: { fresh, shared: () => 1e6 },
    };
  });
  const runId = `20261124-1530-0000000${seed}`;
  return syntheticRun({ cases, header: { runId, startedAt: `2026-11-2${seed}T15:30:00.000Z` } });
}

const page = (first: Run, second: Run) =>
  repeatPage(
    { run: first, rawFile: `runs/${first.header.runId}.jsonl.gz` },
    { run: second, rawFile: `runs/${second.header.runId}.jsonl.gz` },
  );
const first = runOf([1, 1, 1, 1, 1], 3);

describe("repeatPage()", () => {
  it("shows the goals, what lies outside, and every ratio", (context) => {
    const second = runOf([1, 1, 1.1, 1], 5);
    const text = page(first, { ...second, finish: null });
    context.assert.fileSnapshot(text, golden("repeat.md"), whole);
    assert.match(text, /3 of 4: 75\.0 % \[.*\| ≥ 93 % \| \*\*no\*\*/);
    assert.match(text, /largest change of a ratio +\| +10\.0 %/);
    assert.match(
      text,
      /Not in both with an interval:\n\n- node\/undici\/default\/create, fresh ÷ shared: only in the first/,
    );
    assert.match(text, /HEAD did not come to its end/);
  });

  it("says so where all lies inside and nothing else differs", () => {
    const text = page(first, runOf([1, 1, 1, 1, 1], 5));
    assert.match(text, /5 of 5: 100 % \[.*\| ≥ 93 % \| yes/);
    assert.match(text, /Every change is inside its interval\./);
    assert.match(text, /Nothing else is known to differ between the runs\./);
    assert.doesNotMatch(text, /Outside their interval|Not in both/);
  });

  it("does not call a median change above 3 % met", () => {
    const text = page(first, runOf([1.05, 1.05, 1.05, 1.05, 1.05], 5));
    assert.match(text, /median change of a ratio +\| +5\.\d+ % \| ≤ 3 % +\| \*\*no\*\*/);
    assert.match(text, /0 of 5: 0 % \[/);
  });
});
