/** What the comparisons promise, tried on runs in which nothing changed, or by a known share. Seeds are fixed. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Run } from "../records.ts";
import { binomialInterval } from "../statistics/binomial-interval.ts";
import { normalNumbers } from "../statistics/normal.ts";
import { seededRandom } from "../statistics/random.ts";
import { type Rate, rateOf } from "../statistics/rate.ts";
import { syntheticRun } from "../synthetic-run.ts";
import type { Changes } from "./change.ts";
import { interleavedChanges } from "./interleaved-changes.ts";
import { estimateShift, separateChanges } from "./separate-changes.ts";
import { syntheticBuilds } from "./synthetic-builds.ts";

const clients = ["node:tls", "node:https", "node:http2", "undici", "undici-fetch", "fetch"];
const processSpread = 0.02;
const roundSpread = 0.05;

/** Whether a true rate of `most` or less is believable, at 99 %. */
function isAtMost({ successes, trials }: Rate, most: number): boolean {
  return binomialInterval(successes, trials, 0.99).low <= most;
}

function isAtLeast({ successes, trials }: Rate, least: number): boolean {
  return binomialInterval(successes, trials, 0.99).high >= least;
}

const alarms = ({ changes }: Changes) => changes.filter(({ verdict }) => verdict.kind === "differs").length;

/** Six cases of two equal builds; what a round does, it does to all processes in it. */
function equalBuilds(seed: number, headFactor = 1): Run {
  const normal = normalNumbers(seededRandom(seed));
  const rounds = Array.from({ length: 9 }, () => roundSpread * normal());
  return syntheticBuilds({
    builds: [{ build: "a" }, { build: "b" }],
    cases: clients.map((client) => ({ client })),
    rounds: rounds.length,
    latencyNs: (build, _, round) =>
      1e6 * (build === 1 ? headFactor : 1) * Math.exp(rounds[round - 1]! + processSpread * normal()),
  });
}

/** The same six cases on one build; what an occasion does, it does to the whole run. */
function wholeRun(seed: number, occasion = 0): Run {
  const normal = normalNumbers(seededRandom(seed));
  const fresh = () => 1e6 * Math.exp(occasion + processSpread * normal());
  return syntheticRun({ rounds: 7, cases: clients.map((client) => ({ client, latencyNs: { fresh } })) });
}

const trials = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe("interleavedChanges() where nothing changed", () => {
  const compared = trials(400).map((seed) => interleavedChanges(equalBuilds(seed), 0));

  it("gives a verdict in at most 5 % of the runs, over all rows together", () => {
    const falseAlarms = rateOf(compared, (one) => alarms(one) > 0);
    assert.ok(isAtMost(falseAlarms, 0.05), JSON.stringify(falseAlarms));
    // It is not that nothing could be found: each row alone at 5 % is wrong in a quarter of the runs.
    const uncorrected = rateOf(compared, ({ changes }) =>
      changes.some(({ ratio }) => "low" in ratio && (ratio.low > 1 || ratio.high < 1)),
    );
    assert.ok(
      isAtLeast(uncorrected, 0.2) && uncorrected.successes > falseAlarms.successes,
      JSON.stringify(uncorrected),
    );
  });

  it("holds 1 in the geometric mean's interval in 95 % of them", () => {
    const covered = rateOf(
      compared,
      ({ geometricMeans: [mean] }) => "low" in mean!.ratio && mean!.ratio.low <= 1 && mean!.ratio.high >= 1,
    );
    assert.ok(isAtLeast(covered, 0.95) && covered.successes < covered.trials, JSON.stringify(covered));
  });
});

describe("interleavedChanges() where the head is slower by the threshold exactly", () => {
  it("calls it a regression in at most 5 % of the runs, and slower in nearly all", () => {
    const compared = trials(200).map((seed) => interleavedChanges(equalBuilds(seed, 1.1), 0.1));
    const beyond = rateOf(compared, ({ changes }) => changes.some(({ isRegression }) => isRegression));
    assert.ok(isAtMost(beyond, 0.05), JSON.stringify(beyond));
    const slower = rateOf(compared, (one) => alarms(one) > 0);
    assert.ok(isAtLeast(slower, 0.95), JSON.stringify(slower));
  });
});

describe("separateChanges() where nothing changed", () => {
  const compare = (occasion: number, acceptedSpread: number) =>
    trials(120).map((seed) =>
      separateChanges(wholeRun(seed), wholeRun(seed + 10_000, occasion), { acceptedSpread, threshold: 0 }),
    );

  it("gives a verdict in at most 5 % of them where the occasions are alike", () => {
    const falseAlarms = rateOf(compare(0, 0), (one) => alarms(one) > 0);
    assert.ok(isAtMost(falseAlarms, 0.05), JSON.stringify(falseAlarms));
  });

  it("and where they are as far apart as was accepted; unaccepted, it is nearly always wrong", () => {
    const occasion = Math.log(1.05);
    const accepted = rateOf(compare(occasion, 0.05), (one) => alarms(one) > 0);
    assert.ok(isAtMost(accepted, 0.05), JSON.stringify(accepted));
    const blind = rateOf(compare(occasion, 0), (one) => alarms(one) > 0);
    assert.ok(isAtLeast(blind, 0.9), JSON.stringify(blind));
  });
});

describe("estimateShift()", () => {
  it("holds the true ratio in at least 95 % of its intervals, and not in all", () => {
    const normal = normalNumbers(seededRandom(11));
    const truth = Math.log(1.3);
    const sample = (size: number, shift: number) => Array.from({ length: size }, () => shift + normal());
    for (const [head, base] of [
      [4, 4],
      [13, 13],
      [5, 13],
    ] as const) {
      const intervals = trials(1500).map(() => estimateShift(sample(head, truth), sample(base, 0), false));
      const covered = rateOf(intervals, (one) => "low" in one && one.low <= 1.3 && one.high >= 1.3);
      assert.ok(isAtLeast(covered, 0.95), `${head} and ${base}: ${JSON.stringify(covered)}`);
      assert.ok(isAtMost(covered, 0.985), `${head} and ${base}: ${JSON.stringify(covered)}`);
    }
  });
});
