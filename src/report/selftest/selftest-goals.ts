/** The goals that the suite set itself, and whether these runs meet them. */

import { runtimeNames } from "../../core/model.ts";
import { falseAlarms, familyWiseAlarms } from "../../core/selftest/selftest-alarms.ts";
import type { SelftestComparison } from "../../core/selftest/selftest-comparisons.ts";
import { orderBias } from "../../core/selftest/selftest-order.ts";
import { powerOf } from "../../core/selftest/selftest-power.ts";
import { binomialInterval } from "../../core/statistics/binomial-interval.ts";
import { type Rate, shareOf } from "../../core/statistics/rate.ts";
import { page, table } from "../markdown.ts";
import { wholePercent } from "../number-text.ts";
import { deviationCell, rateCell } from "../rate-text.ts";
import { anchorName } from "../row-anchor.ts";
import { familySize, powerRounds } from "./selftest-power-table.ts";

interface Goal {
  readonly goal: string;
  readonly got: string;
  readonly met: Met;
}

/** `open` where the interval lies on both sides of the limit; then by where the value itself lies. */
type Met = "yes" | "no" | "open, so far yes" | "open, so far no";

interface Known {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const mostAlarms = 0.07;
/** With so many the upper bound of a healthy rate is below the limit: where it is not, the goal is missed. */
const leastComparisons = 1000;
const mostFamilyWise = 0.05;
const tableSize = 10;
const mostBias = 0.01;

export function goalsTable(comparisons: readonly SelftestComparison[]): string {
  const of = (check: SelftestComparison["check"]) => comparisons.filter((one) => one.check === check);
  const goals = [...alarmGoals(of("a-a"), of("drift")), ...biasGoals(of("a-a")), ...powerGoals(of("power"))];
  if (goals.length === 0) return "Not one comparison counts: no goal can be judged.";
  return page(
    table(
      goals,
      [
        { heading: "goal", cell: ({ goal }) => goal },
        { heading: "here", align: "right", cell: ({ got }) => got },
        { heading: "met", cell: ({ met }) => (met === "no" ? "**no**" : met) },
      ],
      ({ goal }) => anchorName("goal", goal),
    ),
    "*yes* and *no*: the whole 95 % interval lies on that side of the limit. *open*: it lies on both sides, so more comparisons are " +
      "needed (`--thorough`); *so far* goes by the value alone.",
  ).trimEnd();
}

function alarmGoals(same: readonly SelftestComparison[], drift: readonly SelftestComparison[]): Goal[] {
  const quiet = falseAlarms(same);
  const loaded = falseAlarms(drift);
  const families = familyWiseAlarms(same, tableSize);
  const goals: Goal[] = [];
  if (quiet) {
    const { wall } = quiet;
    const met = within(known(wall), 0, mostAlarms);
    goals.push({
      goal: `A/A: the rate's upper 95 % bound is at most ${wholePercent(mostAlarms)}`,
      got: rateCell(wall),
      met: met !== "yes" && wall.trials >= leastComparisons ? "no" : met,
    });
  }
  if (families) {
    goals.push({
      goal: `Tables of ${tableSize} with any false verdict after Holm: at most ${wholePercent(mostFamilyWise)}`,
      got: rateCell(families),
      met: within(known(families), 0, mostFamilyWise),
    });
  }
  if (loaded) {
    goals.push({
      goal: `A/A under a load for half of the run: at most ${wholePercent(mostAlarms)}`,
      got: rateCell(loaded.wall),
      met: within(known(loaded.wall), 0, mostAlarms),
    });
  }
  return goals;
}

function biasGoals(same: readonly SelftestComparison[]): Goal[] {
  return runtimeNames.flatMap((runtime) => {
    const bias = orderBias(same.filter((one) => one.runtime === runtime));
    if (!bias) return [];
    return [
      {
        goal: `Order bias on ${runtime}: within ${wholePercent(mostBias)}, with its interval`,
        got: deviationCell(bias.named),
        met: within(bias.named, 1 - mostBias, 1 + mostBias),
      },
    ];
  });
}

/** The slow-down and rounds with the least share that is to be found, each comparison alone. */
const powerAims = [
  { slowDown: 0.05, rounds: 13, least: 0.9 },
  { slowDown: 0.02, rounds: 30, least: 0.8 },
];

function powerGoals(comparisons: readonly SelftestComparison[]): Goal[] {
  const powers = powerOf(comparisons, powerRounds, familySize);
  return powerAims.flatMap(({ slowDown, rounds, least }) => {
    const power = powers.find((one) => one.slowDown === slowDown && one.rounds === rounds);
    if (!power) return [];
    const goal = `+${wholePercent(slowDown)} found alone at ${rounds} rounds: at least ${wholePercent(least)}`;
    return [{ goal, got: rateCell(power.alone), met: within(known(power.alone), least, 1) }];
  });
}

function known(rate: Rate): Known {
  return { value: shareOf(rate), ...binomialInterval(rate.successes, rate.trials) };
}

function within({ value, low, high }: Known, least: number, most: number): Met {
  if (low >= least && high <= most) return "yes";
  if (high < least || low > most) return "no";
  return value >= least && value <= most ? "open, so far yes" : "open, so far no";
}
