/** The goals that the suite set itself, and whether these runs meet them. */
import { binomialInterval } from "../core/binomial-interval.ts";
import { runtimeNames } from "../core/model.ts";
import type { Rate } from "../core/rate.ts";
import { falseAlarms, familyWiseAlarms } from "../core/selftest-alarms.ts";
import type { SelftestComparison } from "../core/selftest-comparisons.ts";
import { orderBias } from "../core/selftest-order.ts";
import { powerOf } from "../core/selftest-power.ts";
import { table } from "./markdown.ts";
import { deviationCell, rateCell } from "./rate-text.ts";
import { familySize, powerRounds } from "./selftest-power-table.ts";

interface Goal {
  readonly goal: string;
  readonly got: string;
  /** `open` where there are too few comparisons to say. */
  readonly met: "yes" | "no" | "open";
}

const mostAlarms = 0.07;
const leastComparisons = 1000;
const mostFamilyWise = 0.05;
const mostBias = 0.01;

export function goalsTable(comparisons: readonly SelftestComparison[]): string {
  const of = (check: SelftestComparison["check"]) => comparisons.filter((one) => one.check === check);
  const goals = [...alarmGoals(of("a-a"), of("drift")), ...biasGoals(of("a-a")), ...powerGoals(of("power"))];
  return table(goals, [
    { heading: "goal", cell: ({ goal }) => goal },
    { heading: "here", align: "right", cell: ({ got }) => got },
    { heading: "met", cell: ({ met }) => (met === "no" ? "**no**" : met) },
  ]);
}

function alarmGoals(same: readonly SelftestComparison[], drift: readonly SelftestComparison[]): Goal[] {
  const quiet = falseAlarms(same);
  const loaded = falseAlarms(drift);
  const families = familyWiseAlarms(same, 10);
  const goals: Goal[] = [];
  if (quiet) {
    const { wall } = quiet;
    const isThorough = wall.trials >= leastComparisons;
    const limit = isThorough ? binomialInterval(wall.successes, wall.trials).high : share(wall);
    goals.push({
      goal: `A/A: ${isThorough ? "the rate's upper 95 % bound" : "the rate"} is at most 7 %`,
      got: rateCell(wall),
      met: yesOrNo(limit <= mostAlarms),
    });
  }
  if (families) {
    goals.push({
      goal: "Tables of ten with any false verdict after Holm: at most 5 %",
      got: rateCell(families),
      met: yesOrNo(share(families) <= mostFamilyWise),
    });
  }
  if (loaded) {
    goals.push({
      goal: "A/A under a load for half of the run: at most 7 %",
      got: rateCell(loaded.wall),
      met: yesOrNo(share(loaded.wall) <= mostAlarms),
    });
  }
  return goals;
}

function biasGoals(same: readonly SelftestComparison[]): Goal[] {
  return runtimeNames.flatMap((runtime) => {
    const bias = orderBias(same.filter((one) => one.runtime === runtime));
    if (!bias) return [];
    const { low, high } = bias.named;
    const isWithin = (ratio: number) => Math.abs(ratio - 1) <= mostBias;
    const met = isWithin(low) && isWithin(high) ? "yes" : isWithin(bias.named.value) ? "open" : "no";
    return [
      {
        goal: `Order bias on ${runtime}: within 1 %, with its interval`,
        got: deviationCell(bias.named),
        met,
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
    const goal = `+${100 * slowDown} % found alone at ${rounds} rounds: at least ${100 * least} %`;
    return [{ goal, got: rateCell(power.alone), met: yesOrNo(share(power.alone) >= least) }];
  });
}

function yesOrNo(isMet: boolean): Goal["met"] {
  return isMet ? "yes" : "no";
}

function share({ successes, trials }: Rate): number {
  return successes / trials;
}
