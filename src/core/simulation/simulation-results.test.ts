/** With the noise of the published run: what the documents promise, and what they say of other methods. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { before, describe, it } from "node:test";
import { loadRun } from "../../run/load-run.ts";
import { projectRoot, resultsFolder } from "../../run/project.ts";
import type { Run } from "../records.ts";
import { binomialInterval } from "../statistics/binomial-interval.ts";
import { seededRandom } from "../statistics/random.ts";
import type { Rate } from "../statistics/rate.ts";
import { syntheticRun } from "../synthetic-run.ts";
import { noiseFigures, noiseLike, pairTimes } from "./measured-noise.ts";
import { naiveMethods, ratesOf, suiteMethod } from "./naive-methods.ts";
import type { Noise } from "./noise-model.ts";
import { noiseScenarios } from "./noise-scenarios.ts";
import { honestyOf, noisyPair, powerOf, simulateLogRatios } from "./simulation.ts";
import { simulateRun, type TrialCounts } from "./simulation-results.ts";

/** Not the page's seeds: these are other trials of the same noise. */
const seed = 51;
let run: Run;
let seen: Noise;

before(async () => {
  const pointer = readFileSync(path.join(resultsFolder, "published.json"), "utf8");
  ({ run } = await loadRun(path.join(resultsFolder, (JSON.parse(pointer) as { run: string }).run)));
  seen = noiseLike(noiseFigures(pairTimes(run, "request"))!);
});

function share({ successes, trials }: Rate): number {
  return successes / trials;
}

describe("the noise of the published run", () => {
  it("lets the 95 % interval hold the truth in 93 to 97 % of the runs, and at most 5 % be false alarms", () => {
    const { covered, falseAlarms } = honestyOf(simulateLogRatios(seen, { rounds: 13, trials: 3000, seed }));
    assert.ok(share(covered) >= 0.93 && share(covered) <= 0.97, JSON.stringify(covered));
    // So many trials know a rate of 5 % to ± 0.8 %: the interval has to reach 5 % from above, and near it.
    const { low } = binomialInterval(falseAlarms.successes, falseAlarms.trials);
    assert.ok(low <= 0.05 && share(falseAlarms) <= 0.058, JSON.stringify(falseAlarms));
  });

  it("lets a difference be found as often as docs/simulation.md says", () => {
    const page = readFileSync(path.join(projectRoot, "docs", "simulation.md"), "utf8");
    const trials = simulateLogRatios(seen, { rounds: 13, trials: 2000, seed });
    const documented = (judged: string) => {
      const row = page
        .split("\n")
        .find((line) => /`request` +\| +13 \|/.test(line) && line.includes(judged))!;
      return [...row.matchAll(/([\d.]+).%.\[/g)].map(([, percents]) => Number(percents) / 100);
    };
    const [alone, onlyOne] = [documented("its interval"), documented("no other differs")];
    const family = { size: run.plan.familySize, differing: 0 };
    for (const [index, difference] of [0.01, 0.02, 0.03, 0.05, 0.1].entries()) {
      const power = powerOf(trials, difference, family);
      // Four standard deviations of the difference of two simulated rates, and the page's rounding.
      for (const [expected, actual] of [
        [alone[index]!, share(power.alone)],
        [onlyOne[index]!, share(power.onlyOne)],
      ] as const) {
        const tolerance = 4 * Math.sqrt((2 * Math.max(expected * (1 - expected), 0.002)) / 2000);
        assert.ok(Math.abs(actual - expected) <= tolerance, `${difference}: ${expected}, ${actual}`);
      }
    }
    // The page is made by the same code: it is held to what must be so, however noisy the run was.
    for (const powers of [alone, onlyOne])
      assert.deepEqual(
        powers,
        powers.toSorted((a, b) => a - b),
      );
    assert.ok(alone.every((power, index) => power >= onlyOne[index]!) && alone[4]! > 0.99, page);
    assert.ok(alone[2]! > 0.4 && onlyOne[4]! > 0.6, page);
  });

  it("makes the other methods fail, as the page says", () => {
    const random = seededRandom(seed);
    const pairs = Array.from({ length: 300 }, () => noisyPair(seen, 13, random));
    const rates = [suiteMethod, ...naiveMethods].map((method) =>
      [0, 0.03, 0.1].map((difference) => share(ratesOf(method, pairs, difference).claimed)),
    );
    const [ours, point, welchOfOne, sigma, welchOfAll, unpaired] = rates.map(([equal, three, ten]) => ({
      equal: equal!,
      three: three!,
      ten: ten!,
    }));
    assert.ok(ours!.equal <= 0.08 && ours!.ten > 0.99);
    assert.ok(point!.equal === 1 && point!.three < 0.9);
    assert.ok(welchOfOne!.equal > 0.15 && welchOfAll!.equal > 0.15);
    assert.ok(sigma!.equal < 0.05 && sigma!.ten < 0.1);
    assert.ok(unpaired!.equal < 0.05 && unpaired!.three < ours!.three - 0.1);
  });

  it("is symmetric enough where the page says so, and not where it does not", () => {
    for (const { name, isSymmetric, noise } of noiseScenarios(seen)) {
      const { covered } = honestyOf(simulateLogRatios(noise, { rounds: 13, trials: 800, seed }));
      // Where one arm drifts the rounds differ by more than noise, and the interval is wider than it has to be.
      if (isSymmetric) assert.ok(share(covered) > 0.93, `${name}: ${share(covered)}`);
      else assert.ok(share(covered) < 0.9, `${name}: ${share(covered)}`);
    }
  });
});

describe("simulateRun()", () => {
  const few: TrialCounts = {
    seen: { request: [{ rounds: 13, trials: 5 }], create: [{ rounds: 13, trials: 5 }] },
    unlikeSeen: [{ rounds: 13, trials: 5 }],
    families: 2,
    methods: 3,
    again: 4,
  };

  it("takes the noise of what the run has, and makes the same again", () => {
    const create = syntheticRun({ cases: [{ latencyNs: { fresh: 2000, shared: 1000 } }] });
    const family = { size: 9, differing: 1 };
    const results = simulateRun(create, family, few)!;
    assert.deepEqual(
      results.seen.map(({ scenario }) => scenario),
      ["create"],
    );
    assert.deepEqual(simulateRun(create, family, few), results);
    assert.deepEqual(
      results.families.map(({ size, differing }) => [size, differing]),
      [
        [9, 0],
        [9, 6],
      ],
    );
  });

  it("is null where the rounds are too few", () => {
    const short = syntheticRun({ cases: [{ latencyNs: { fresh: 2, shared: 1 } }], rounds: 3 });
    assert.equal(simulateRun(short, { size: 1, differing: 0 }, few), null);
  });
});
