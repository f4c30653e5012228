/** docs/simulation.md: what the statistics do where the truth is known, beside what other methods do there. */

import type { SimulationResults } from "../../core/simulation/simulation-results.ts";
import { shareOf } from "../../core/statistics/rate.ts";
import { signedRankInterval } from "../../core/statistics/signed-rank.ts";
import { link, list, page, plain } from "../markdown.ts";
import { countText, numberText, percent } from "../number-text.ts";
import { rateText } from "../rate-text.ts";
import { noiseTable } from "./simulated-noise-table.ts";
import { powerSection } from "./simulated-power.ts";
import { coverageTable, familyTable, methodTable, unlikeSeenTable } from "./simulation-tables.ts";

export interface SimulationPageInput {
  /** Null where the run has too few rounds to measure its noise. */
  readonly simulation: SimulationResults | null;
  readonly runId: string;
  /** Links from the page's folder. */
  readonly rawFile: string;
  readonly projectFolder: string;
}

export function simulationPage(input: SimulationPageInput): string {
  const { simulation, runId, rawFile } = input;
  const title = "# The statistics, where the truth is known";
  const written = `Written by \`make results\` with noise measured in ${link("the published run", rawFile)}, ${plain(runId)}; do not edit.`;
  if (!simulation) {
    return page(
      title,
      written,
      "The run has no pair of at least 6 rounds: its noise cannot be measured, and nothing was simulated.",
    );
  }
  return page(
    title,
    written,
    "A run cannot show whether its intervals hold the truth: nobody knows it. So times are made by a model of the run's " +
      "noise, with a known ratio, and go through the same medians, test, interval and procedure as a run's.",
    "## How to read it",
    howToRead(input, simulation),
    "## Noise as seen in the published run",
    coverageTable(simulation),
    "## Noise unlike it",
    unlikeSeenTable(simulation),
    unlikeSeenText(simulation),
    "## All verdicts of a run together",
    familyTable(simulation),
    "Three pairs share each fresh arm and its rounds, as in a run. Where two of three pairs differ, the procedure is " +
      "at its laxest for the others.",
    "## How small a difference is found",
    powerSection(simulation),
    "## What other methods say of the same times",
    methodTable(simulation),
    methodText(simulation),
    "## The noise",
    noiseTable(simulation),
    noiseText(input, simulation),
  );
}

function howToRead({ projectFolder }: SimulationPageInput, { seen }: SimulationResults): string {
  const exact = seen[0]!.after.map(
    ({ rounds }) => `${countText(rounds)} rounds ${percent(exactCoverage(rounds))}`,
  );
  return list([
    "Every rate stands with its exact 95 % interval (Clopper–Pearson): so many trials know it so well, and no better.",
    "**false alarms**: a difference is claimed between equal arms, at 5 % for the pair alone. **holds the truth**: the " +
      "95 % interval does. The interval holds what the test does not reject: the two columns add up to 100 %. " +
      `Where the assumptions hold, ${exact.join(" and ")} of the intervals do.`,
    "**too high**: the interval lies above the truth. Of the misses of symmetric noise half do.",
    "**error**: the median of estimate ÷ truth − 1. **skew**: how far the rounds' log ratios reach above their median, " +
      "over how far below it.",
    "The seeds are fixed: the same run makes the same page. The code is " +
      `[simulation-results.ts](${projectFolder}/src/core/simulation/simulation-results.ts) and what it imports.`,
  ]);
}

/** The interval's confidence is a property of the number of rounds, and not of what was measured. */
function exactCoverage(rounds: number): number {
  const anything = Array.from({ length: rounds }, (_, round) => round);
  return signedRankInterval(anything, 0.95)?.confidence ?? 0;
}

/** The worst of what the assumption of symmetry excludes, said in words. */
function unlikeSeenText({ unlikeSeen, seen }: SimulationResults): string | null {
  const after = unlikeSeen.filter(({ scenario }) => !scenario.isSymmetric).map((one) => one.after);
  const worst = (index: number) =>
    after
      .map((rounds) => rounds[index]!)
      .reduce((a, b) => (shareOf(a.honesty.covered) <= shareOf(b.honesty.covered) ? a : b));
  const few = worst(0);
  const many = worst(after[0]!.length - 1);
  const skews = seen.map(({ scenario, figures }) => `${numberText(figures.ratioSkew)} in \`${scenario}\``);
  return (
    "What all arms of a round share cancels in the ratio; what is alike in both arms makes their difference symmetric. " +
    "**Where one arm alone scatters to one side, the interval is wrong**: the estimate moves towards the long side, by a " +
    `steady error. At worst the interval holds the ratio of the arms' typical processes in ${rateText(few.honesty.covered)} ` +
    `of the trials after ${countText(few.rounds)} rounds and in ${rateText(many.honesty.covered)} after ` +
    `${countText(many.rounds)}: more rounds make the interval narrower, and no truer. The skew of the ` +
    `run's own log ratios is ${skews.join(" and ")}.`
  );
}

function methodText({ methods }: SimulationResults): string {
  const [ours, ...others] = methods;
  const equal = (method: (typeof methods)[number]) =>
    method.rates.find(({ difference }) => difference === 0)!;
  const failing = others.filter((one) => shareOf(equal(one).claimed) > 2 * shareOf(equal(ours!).claimed));
  return (
    "A process has noise of its own, which all its operations share. Methods that take operations for independent do not see it: " +
    `${countText(failing.length)} of the ${countText(others.length)} others claim a difference between equal arms more than ` +
    "twice as often as this suite. Intervals of mean ± σ say how operations scatter, and not how well their mean is " +
    "known: they miss almost everything. Welch's t over process medians is honest, even too careful: it does not know that a round is shared, " +
    "and finds less."
  );
}

/** An arm's line is steeper than the model's by more than the two samples explain. */
const steeper = 1.5;

function noiseText({ projectFolder }: SimulationPageInput, { seen }: SimulationResults): string {
  const drifts = seen.some(({ figures, again }) => figures.slope > steeper * again.slope);
  return (
    `The model is [noise-model.ts](${projectFolder}/src/core/simulation/noise-model.ts), the figures are taken by ` +
    `[measured-noise.ts](${projectFolder}/src/core/simulation/measured-noise.ts): medians over the pairs. *again* is the same, ` +
    "taken of times that the model made. Each arm keeps the skew that was measured in it: where that is chance, it " +
    "counts against the analysis all the same. The model has one spread for all pairs; in the run they differ from client to " +
    "client, and the noisiest are noisier than the model's. It has no drift; " +
    (drifts
      ? "**the run has**: a line through an arm's process medians is steeper than noise alone makes it."
      : "nor has the run: a line through an arm's process medians is about as steep as noise alone makes it.") +
    " One run on one machine is imitated: another has other noise."
  );
}
