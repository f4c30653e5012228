/** What the noise of the run is like, beside what the model makes of it. */
import type { ArmFigures, NoiseFigures } from "../../core/simulation/measured-noise.ts";
import type { SimulationResults } from "../../core/simulation/simulation-results.ts";
import { type Column, table } from "../markdown.ts";
import { countText, numberText, percent } from "../number-text.ts";
import { anchorName } from "../row-anchor.ts";

interface Figure {
  readonly name: string;
  readonly text: (figures: NoiseFigures) => string;
}

const figures: readonly Figure[] = [
  { name: "pairs", text: ({ pairs }) => countText(pairs) },
  { name: "rounds", text: ({ rounds }) => countText(rounds) },
  { name: "timed operations in a process", text: ({ operations }) => countText(operations) },
  {
    name: "log(fresh ÷ other): standard deviation over the rounds",
    text: ({ ratioSpread }) => percent(ratioSpread),
  },
  {
    name: "the same, exceeded by a tenth of the pairs",
    text: ({ noisyRatioSpread }) => percent(noisyRatioSpread),
  },
  { name: "log(fresh ÷ other): skew", text: ({ ratioSkew }) => numberText(ratioSkew) },
  {
    name: "correlation of the two arms over the rounds",
    text: ({ roundCorrelation }) => numberText(roundCorrelation),
  },
  { name: "rise or fall of an arm over the run, without its sign", text: ({ slope }) => percent(slope) },
  ofArms("process medians: standard deviation", ({ processSpread }) => percent(processSpread)),
  ofArms("process medians: skew", ({ processSkew }) => numberText(processSkew)),
  ofArms("outlying processes", ({ outlyingProcesses }) => percent(outlyingProcesses.share)),
  ofArms("outlying processes: by a factor of", ({ outlyingProcesses }) =>
    numberText(outlyingProcesses.factor),
  ),
  ofArms("operations in a process: spread", ({ operationSpread }) => percent(operationSpread)),
  ofArms("operations: skew", ({ operationSkew }) => numberText(operationSkew)),
  ofArms("operations: correlation of neighbours", ({ operationCorrelation }) =>
    numberText(operationCorrelation),
  ),
  ofArms("operations more than 5 spreads above the median", ({ outlyingOperations }) =>
    percent(outlyingOperations.share),
  ),
  ofArms("outlying operations: by a factor of", ({ outlyingOperations }) =>
    numberText(outlyingOperations.factor),
  ),
];

function ofArms(name: string, text: (arm: ArmFigures) => string): Figure {
  return { name: `${name} (fresh, other)`, text: ({ fresh, other }) => `${text(fresh)}, ${text(other)}` };
}

export function noiseTable({ seen }: SimulationResults): string {
  const columns = seen.flatMap(({ scenario, figures: measured, again }): Column<Figure>[] => [
    { heading: `\`${scenario}\``, align: "right", cell: ({ text }) => text(measured) },
    { heading: "again", align: "right", cell: ({ text }) => text(again) },
  ]);
  return table(figures, [{ heading: "figure", cell: ({ name }) => name }, ...columns], ({ name }) =>
    anchorName("noise", name),
  );
}
