/** The tables of simulated rates. */
import type { MethodRates } from "../../core/simulation/naive-methods.ts";
import type { AfterRounds, SimulationResults } from "../../core/simulation/simulation-results.ts";
import { type Column, table, unbroken } from "../markdown.ts";
import { countText, numberText, percent } from "../number-text.ts";
import { rateCell, rateText } from "../rate-text.ts";
import { anchorName } from "../row-anchor.ts";

/** `4.60 % [3.72, 5.61]` */
const honestyColumns: readonly Column<AfterRounds>[] = [
  { heading: "rounds", align: "right", cell: ({ rounds }) => countText(rounds) },
  { heading: "trials", align: "right", cell: ({ honesty }) => countText(honesty.covered.trials) },
  { heading: "false alarms", align: "right", cell: ({ honesty }) => rateCell(honesty.falseAlarms) },
  { heading: "holds the truth", align: "right", cell: ({ honesty }) => rateCell(honesty.covered) },
  { heading: "too high", align: "right", cell: ({ honesty }) => rateCell(honesty.tooHigh) },
  { heading: "error", align: "right", cell: ({ honesty }) => unbroken(percent(honesty.medianError)) },
  { heading: "skew", align: "right", cell: ({ honesty }) => numberText(honesty.skew) },
];

export function coverageTable({ seen }: SimulationResults): string {
  const rows = seen.flatMap(({ scenario, after }) => after.map((one) => ({ scenario, ...one })));
  return table(
    rows,
    [{ heading: "noise of", cell: ({ scenario }) => `\`${scenario}\`` }, ...honestyColumns],
    ({ scenario, rounds }) => anchorName("coverage", scenario, String(rounds)),
  );
}

export function unlikeSeenTable({ unlikeSeen }: SimulationResults): string {
  const rows = unlikeSeen.flatMap(({ scenario, after }) => after.map((one) => ({ scenario, ...one })));
  return table(
    rows,
    [
      { heading: "noise", cell: ({ scenario }) => `**${scenario.name}**: ${scenario.what}` },
      ...honestyColumns,
    ],
    ({ scenario, rounds }) => anchorName("unlike", scenario.name, String(rounds)),
  );
}

export function familyTable({ families }: SimulationResults): string {
  return table(
    families,
    [
      { heading: "pairs", align: "right", cell: ({ size }) => countText(size) },
      { heading: "that differ", align: "right", cell: ({ differing }) => countText(differing) },
      { heading: "rounds", align: "right", cell: ({ rounds }) => countText(rounds) },
      { heading: "runs", align: "right", cell: ({ errors }) => countText(errors.holm.trials) },
      {
        heading: "with a false verdict, each pair at 5 %",
        align: "right",
        cell: ({ errors }) => rateCell(errors.uncorrected),
      },
      { heading: "by Holm's procedure", align: "right", cell: ({ errors }) => rateCell(errors.holm) },
    ],
    ({ size, differing, rounds }) => anchorName("family", String(size), String(differing), String(rounds)),
  );
}

export function methodTable({ methods }: SimulationResults): string {
  const differences = methods[0]!.rates.map(({ difference }) => difference);
  return table(
    methods,
    [
      { heading: "method", cell: ({ name }) => name },
      ...differences.map((_, index) => ({
        heading: methodHeading(differences[index]!),
        align: "right" as const,
        cell: ({ rates }: { readonly rates: readonly MethodRates[] }) => methodCell(rates[index]!),
      })),
    ],
    ({ name }) => anchorName("method", name),
  );
}

function methodHeading(difference: number): string {
  return difference === 0 ? "equal arms: false alarms" : `+${percent(difference)}: found`;
}

function methodCell({ claimed, wrongWay }: MethodRates): string {
  if (wrongWay.successes === 0) return rateCell(claimed);
  return `${rateCell(claimed)}; wrong way ${unbroken(rateText(wrongWay))}`;
}
