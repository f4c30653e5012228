/** The table of a comparison, as users of benchstat know it: base, head, change, verdict, geometric mean. */
import type { Change, Changes } from "../core/change.ts";
import { familyWiseError } from "../core/holm.ts";
import { type Arm, armId } from "../core/model.ts";
import type { Cost, Estimate } from "../core/results.ts";
import { code, list, page, plain, sentence, table, unbroken } from "./markdown.ts";
import { microseconds, numberText, percent, probability } from "./number-text.ts";
import { verdictText } from "./ratio-text.ts";

export interface ChangesInput {
  readonly changes: Changes;
  /** What is compared, e.g. `node@22.23.3` or a file's name. */
  readonly baseName: string;
  readonly headName: string;
  /** The share of slowing down that does not matter. */
  readonly threshold: number;
  /** For separate runs: the spread between runs that the user answers for; null where none was given. */
  readonly acceptedSpread: number | null;
  /** What else differs, or speaks against relying on it. */
  readonly warnings: readonly string[];
}

export function changesPage(input: ChangesInput): string {
  const { changes, baseName, headName, warnings } = input;
  return page(
    `**BASE** ${code(baseName)}  \n**HEAD** ${code(headName)}`,
    kindText(input),
    warnings.length === 0 ? null : list(warnings.map((text) => `**Warning:** ${sentence(text)}`)),
    changes.changes.length === 0 ? "Nothing can be compared." : changesTable(input),
    changes.notCompared.length === 0
      ? null
      : page(
          "Not compared:",
          list(changes.notCompared.map(({ armId: id, reason }) => `${code(id)}: ${sentence(reason)}`)),
        ).trimEnd(),
    legend(input),
  );
}

function kindText({ changes, acceptedSpread }: ChangesInput): string {
  if (changes.kind === "interleaved") {
    return "Builds interleaved in one run: paired rounds, verdicts by Holm's procedure over all pairs.";
  }
  const confounded = "*separate runs: confounded with everything that changed between them*";
  return acceptedSpread === null
    ? `${confounded}. No verdicts; \`--accept-between-run X%\` gives them, if you answer for X.`
    : `${confounded}. Verdicts take a spread of ${percent(acceptedSpread)} between runs for granted, on the word of whoever ran this.`;
}

interface Row {
  readonly name: string;
  readonly base: string;
  readonly head: string;
  readonly change: string;
  readonly verdict: string;
  readonly cpu: string;
  readonly count: string;
}

function changesTable(input: ChangesInput): string {
  const { changes } = input;
  const hasHeads = new Set(changes.changes.map(({ arm }) => arm.build)).size > 1;
  const rows = changes.changes.map((change): Row => rowOf(change, input, hasHeads));
  return table<Row>(
    [...rows, meanRow(changes)],
    [
      { heading: "case", cell: ({ name }) => name },
      { heading: "base, µs", align: "right", cell: ({ base }) => base },
      { heading: "head, µs", align: "right", cell: ({ head }) => head },
      { heading: "change [95 %]", align: "right", cell: ({ change }) => unbroken(change) },
      { heading: "verdict", cell: ({ verdict }) => verdict },
      { heading: "CPU: change [95 %]", align: "right", cell: ({ cpu }) => unbroken(cpu) },
      { heading: "n", align: "right", cell: ({ count }) => count },
    ],
  );
}

function rowOf(change: Change, { threshold }: ChangesInput, hasHeads: boolean): Row {
  return {
    name: plain(hasHeads ? armId(change.arm) : armName(change.arm)),
    base: microseconds(change.baseNs),
    head: microseconds(change.headNs),
    change: changeText(change.ratio),
    verdict: changeVerdict(change, threshold),
    cpu: change.cpuRatio ? changeText(change.cpuRatio) : cpuText(change.baseCpu),
    count: String(change.count),
  };
}

/** `node:https/bundle/create/fresh`, with the runtime where the build's name does not say it. */
function armName({ runtime, build, client, trust, scenario, context }: Arm): string {
  const words = [client, trust, scenario, context];
  return (build === undefined ? [runtime, ...words] : words).join("/");
}

function meanRow({ changes, geometricMean }: Changes): Row {
  const mean = (of: (change: Change) => number) =>
    microseconds(Math.exp(changes.reduce((sum, one) => sum + Math.log(of(one)), 0) / changes.length));
  return {
    name: "*geometric mean*",
    base: mean(({ baseNs }) => baseNs),
    head: mean(({ headNs }) => headNs),
    change: geometricMean ? changeText(geometricMean) : "—",
    verdict: "",
    cpu: "",
    count: "",
  };
}

/** `+5.1 % [+4.0, +6.2]` */
export function changeText(ratio: Estimate | { readonly value: number }): string {
  const range = "low" in ratio ? ` [${signed(ratio.low)}, ${signed(ratio.high)}]` : "";
  return `${signed(ratio.value)} %${range}`;
}

/** A ratio as a change in percent; as a factor where it is no small one. */
function signed(ratio: number): string {
  const change = 100 * (ratio - 1);
  return `${change < 0 ? "−" : "+"}${numberText(Math.abs(change))}`;
}

function changeVerdict({ verdict, ratio, isRegression, adjustedPValue }: Change, threshold: number): string {
  if (verdict.kind === "withheld") return "—";
  if (verdict.kind !== "differs") return verdictText(verdict);
  const p = ` (p ${probability(adjustedPValue!)})`;
  if (ratio.value < 1) return `faster${p}`;
  const beyond = isRegression && threshold > 0 ? ` by more than ${percent(threshold)}` : "";
  return `**slower${beyond}**${p}`;
}

function cpuText(cost: Cost): string {
  return cost.state === "below-resolution" ? "below resolution" : "—";
}

function legend({ changes, threshold }: ChangesInput): string {
  const n = changes.kind === "interleaved" ? "pairs of rounds" : "processes of the side that has fewer";
  const texts = [
    "Times are medians over the rounds of each process's median operation. A change is head ÷ base − 1 by Hodges–Lehmann, with " +
      `the interval of this row alone; *n* counts ${n}. A verdict (p ≤ ${percent(familyWiseError)} after Holm) holds for all rows together; \`~\` is no ` +
      "proof that nothing changed: what stands behind it is the smallest change that would have been seen.",
  ];
  if (threshold > 0) {
    texts.push(
      `*Slower by more than ${percent(threshold)}* is said only where slower by ${percent(threshold)} or less is rejected: the true change must lie well above it to be found.`,
    );
  }
  return texts.join(" ");
}
