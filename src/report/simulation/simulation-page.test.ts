import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";
import { simulateRun, type TrialCounts } from "../../core/simulation/simulation-results.ts";
import { syntheticRun } from "../../core/synthetic-run.ts";
import { rateText } from "../rate-text.ts";
import { withoutAnchors } from "../row-anchor.ts";
import { simulationPage } from "./simulation-page.ts";

const few: TrialCounts = {
  seen: {
    request: [
      { rounds: 13, trials: 60 },
      { rounds: 30, trials: 40 },
    ],
    create: [{ rounds: 13, trials: 60 }],
  },
  unlikeSeen: [
    { rounds: 13, trials: 60 },
    { rounds: 30, trials: 40 },
  ],
  families: 3,
  methods: 40,
  again: 10,
};
const latencyNs = { fresh: 20_000, shared: 10_000 };
const cases = [{ latencyNs }, { scenario: "request" as const, latencyNs }];
const links = { runId: "20261124-1530-00000007", rawFile: "../raw.jsonl.gz", projectFolder: ".." };

function pageOf(run = syntheticRun({ cases }), size = 141): string {
  return simulationPage({ simulation: simulateRun(run, { size, differing: 2 }, few), ...links });
}

describe("simulationPage()", () => {
  const page = pageOf();
  it("shows every rate with its interval", (context) => {
    const golden = path.join(import.meta.dirname, "..", "golden", "simulation.md");
    context.assert.fileSnapshot(page, golden, { serializers: [String] });
    const cells = withoutAnchors(page)
      .split("\n")
      .filter((line) => /^\| `(request|create)` +\| +(13|30) /.test(line))
      .flatMap((line) => line.split("|").filter((cell) => cell.includes("%")));
    const rates = cells.filter((cell) => /%.\[[\d.]+, [\d.]+\]|%.\[[\d.]+,.[\d.]+\]/.test(cell));
    // All but the error, one in each of the three rows of honesty.
    assert.equal(rates.length, cells.length - 3);
  });

  it("says that 13 rounds barely judge a family of 141, and not so of one of 10", () => {
    assert.match(page, /13 rounds are the fewest that allow a verdict in this family/);
    assert.doesNotMatch(pageOf(syntheticRun({ cases }), 10), /are the fewest/);
  });

  it("says whether the run drifts", () => {
    assert.match(page, /nor has the run/);
    const drifting = (round: number) => 20_000 * 1.03 ** round;
    const run = syntheticRun({ cases: [{ latencyNs: { fresh: drifting, shared: drifting } }] });
    assert.match(pageOf(run), /\*\*the run has\*\*/);
  });

  it("says why there is nothing where the rounds are too few", () => {
    assert.match(pageOf(syntheticRun({ cases, rounds: 2 })), /no pair of at least 6 rounds/);
  });
});

describe("rateText()", () => {
  it("has the exact interval", () => {
    assert.equal(rateText({ successes: 15, trials: 148 }), "10.1 % [5.78, 16.2]");
  });
});
