/** Two runs of the same thing, ratio by ratio. */

import {
  type Repeatability,
  type RepeatedRatio,
  repeatability,
} from "../../core/comparison/repeatability.ts";
import { runDifferences } from "../../core/comparison/run-differences.ts";
import type { Run } from "../../core/records.ts";
import { shareOf } from "../../core/statistics/rate.ts";
import { runtimeTitle } from "../input.ts";
import { folded, link, list, page, plain, sentence, table, unbroken } from "../markdown.ts";
import { clock, numberText, percent } from "../number-text.ts";
import { deviationCell, rateText } from "../rate-text.ts";
import { intervalText } from "../ratio-text.ts";
import { anchorName } from "../row-anchor.ts";

export interface RepeatedRun {
  readonly run: Run;
  /** Where its raw rounds are, relative to the page. */
  readonly rawFile: string;
}

export function repeatPage(first: RepeatedRun, second: RepeatedRun): string {
  const result = repeatability(first.run, second.run);
  const outside = result.ratios.filter(({ isInside }) => !isInside);
  const differences = runDifferences(first.run, second.run);
  return page(
    "# The same run twice",
    `${plain(second.run.header.runtimes.map(runtimeTitle).join(", "))}. Written by \`ctxcost repeat\`; do not edit.`,
    list([runText("First", first), runText("Second", second)]),
    "Each ratio of the first run beside the same of the second. Whether they agree is not whether their intervals overlap, which " +
      "proves nothing, but whether the interval for their difference (rank-sum, 95 %, on the rounds' log ratios) holds zero. " +
      "Behind the share of those that do stands its binomial interval, as if the ratios were independent; those of a case " +
      "share their fresh arm.",
    goalsTable(result),
    differences.length === 0
      ? "Nothing else is known to differ between the runs."
      : page(
          "What else differs (BASE is the first, HEAD the second):",
          list(differences.map((text) => sentence(text))),
        ).trimEnd(),
    unmatchedText(result),
    outside.length === 0 ? "Every change is inside its interval." : "## Outside their interval",
    outside.length === 0 ? null : ratiosTable("moved", outside),
    outside.length === 0
      ? null
      : `One in twenty of these ${result.ratios.length} intervals of 95 % is expected to miss by chance.`,
    "## Every ratio",
    folded(`All ${result.ratios.length}`, ratiosTable("repeat", result.ratios)),
  );
}

function unmatchedText({ unmatched }: Repeatability): string | null {
  if (unmatched.length === 0) return null;
  return page("Not in both with an interval:", list(unmatched.map((text) => sentence(text)))).trimEnd();
}

function runText(name: string, { run, rawFile }: RepeatedRun): string {
  const { header, plan, finish } = run;
  const took = finish ? `, took ${clock(finish.elapsedNs)} (min:s)` : ", did not come to its end";
  return `${name}: ${link(header.runId, rawFile)}, started ${plain(header.startedAt)}, ${plan.rounds} rounds${took}`;
}

function goalsTable(result: Repeatability): string {
  const { inside, sameVerdict, medianChange, largestChange, ratioHalfWidth, changeHalfWidth } = result;
  const rows = [
    {
      what: "ratios whose change lies inside its 95 % interval",
      got: `${inside.successes} of ${inside.trials}: ${rateText(inside)}`,
      goal: "≥ 93 %",
      met: shareOf(inside) >= 0.93 ? "yes" : "**no**",
    },
    {
      what: "median change of a ratio",
      got: percent(medianChange),
      goal: "≤ 3 %",
      met: medianChange <= 0.03 ? "yes" : "**no**",
    },
    { what: "largest change of a ratio", got: percent(largestChange), goal: "", met: "" },
    {
      what: "same verdict in both",
      got: `${sameVerdict.successes} of ${sameVerdict.trials}`,
      goal: "",
      met: "",
    },
    { what: "median half-width of a ratio's interval", got: percent(ratioHalfWidth), goal: "", met: "" },
    { what: "median half-width of a change's interval", got: percent(changeHalfWidth), goal: "", met: "" },
  ];
  return table(
    rows,
    [
      { heading: "", cell: ({ what }) => what },
      { heading: "here", align: "right", cell: ({ got }) => got },
      { heading: "goal", cell: ({ goal }) => goal },
      { heading: "met", cell: ({ met }) => met },
    ],
    ({ what }) => anchorName("goal", what),
  );
}

function ratiosTable(name: "moved" | "repeat", ratios: readonly RepeatedRatio[]): string {
  return table(
    ratios,
    [
      { heading: "case", cell: ({ of }) => plain(`${of.runtime}/${of.client}/${of.trust}/${of.scenario}`) },
      { heading: "fresh ÷", cell: ({ denominator }) => denominator },
      { heading: "first [95 %]", align: "right", cell: ({ first }) => ratioCell(first) },
      { heading: "second [95 %]", align: "right", cell: ({ second }) => ratioCell(second) },
      { heading: "change [95 %]", align: "right", cell: ({ change }) => deviationCell(change) },
      { heading: "inside", cell: ({ isInside }) => (isInside ? "yes" : "**no**") },
      { heading: "same verdict", cell: ({ isSameVerdict }) => (isSameVerdict ? "yes" : "no") },
    ],
    ({ of, denominator }) => anchorName(name, of.runtime, of.client, of.trust, of.scenario, denominator),
  );
}

function ratioCell(estimate: RepeatedRatio["first"]): string {
  return unbroken(`${numberText(estimate.value)} ${intervalText(estimate)}`);
}
