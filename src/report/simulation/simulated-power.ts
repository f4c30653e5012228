/** How small a difference a run finds: the table, and the same in a sentence. */

import type { Power } from "../../core/simulation/simulation.ts";
import type { SimulationResults } from "../../core/simulation/simulation-results.ts";
import { familyWiseError, holmAdjusted } from "../../core/statistics/holm.ts";
import type { Rate } from "../../core/statistics/rate.ts";
import { list, page, table } from "../markdown.ts";
import { countText, percent } from "../number-text.ts";
import { rateCell } from "../rate-text.ts";
import { anchorName } from "../row-anchor.ts";

interface Row {
  readonly scenario: string;
  readonly rounds: number;
  readonly judged: Judgement;
  readonly powers: readonly Power[];
}

type Judgement = "alone" | "amongOthers" | "onlyOne";
const judgements: readonly Judgement[] = ["alone", "amongOthers", "onlyOne"];
/** A difference is called findable where it is found this often. */
const often = 0.8;

export function powerSection(simulation: SimulationResults): string {
  const { size, differing } = simulation.family;
  const rows = simulation.seen.flatMap(({ scenario, after }) =>
    after.flatMap(({ rounds, powers }) => judgements.map((judged) => ({ scenario, rounds, judged, powers }))),
  );
  const words: Record<Judgement, string> = {
    alone: "its interval",
    amongOthers: `Holm, ${countText(differing)} others differ`,
    onlyOne: "Holm, no other differs",
  };
  return page(
    "How often a pair is found to differ that does, by so much. Its own 95 % interval excludes 1; Holm's procedure rejects it in a " +
      `family of ${countText(size)} pairs, where as many others differ as in the published run, or none.`,
    table<Row>(
      rows,
      [
        { heading: "noise of", cell: ({ scenario }) => `\`${scenario}\`` },
        { heading: "rounds", align: "right", cell: ({ rounds }) => countText(rounds) },
        { heading: "judged by", cell: ({ judged }) => words[judged] },
        ...rows[0]!.powers.map(({ difference }, index) => ({
          heading: `+${percent(difference)}`,
          align: "right" as const,
          cell: ({ powers, judged }: Row) => rateCell(powers[index]![judged]),
        })),
      ],
      ({ scenario, rounds, judged }) => anchorName("power", scenario, String(rounds), judged),
    ),
    list(rows.filter(({ judged }) => judged === "amongOthers").map(findable)),
    fewRounds(simulation),
    "This is of a pair with the median spread. One that spreads twice as far needs twice the difference.",
  ).trimEnd();
}

function findable({ scenario, rounds, powers }: Row): string {
  const smallest = (judged: Judgement) => {
    const found = powers.find((power) => isOften(power[judged]));
    return found ? `+${percent(found.difference)}` : "none of these differences";
  };
  return (
    `\`${scenario}\`, ${countText(rounds)} rounds: of these differences the smallest that is found in ${percent(often)} of the runs is ` +
    `${smallest("alone")} by the pair's interval and ${smallest("amongOthers")} by a verdict (${smallest("onlyOne")} where no other pair differs).`
  );
}

/** Where the family leaves only the smallest p there is, a verdict needs every round on the same side. */
function fewRounds({ family, seen }: SimulationResults): string | null {
  const [first] = seen[0]!.after;
  const isRejected = (p: number) => holmAdjusted([p], family.size)[0]! <= familyWiseError;
  const smallest = 2 ** (1 - first!.rounds);
  if (!isRejected(smallest) || isRejected(2 * smallest)) return null;
  return (
    `${countText(first!.rounds)} rounds are the fewest that allow a verdict in this family at all: the first pair is rejected only where all ` +
    "rounds lie on the same side. They are enough for the large differences that this suite is about. For a few per cent " +
    "take more rounds (`--rounds`), or measure fewer pairs: `~` then means that nobody looked closely enough."
  );
}

function isOften({ successes, trials }: Rate): boolean {
  return successes >= often * trials;
}
