/** A change from one build to another as a citation. */
import { type Arm, armId, buildName } from "../../core/model.ts";
import type { Run } from "../../core/records.ts";
import type { Estimate, Verdict } from "../../core/results.ts";
import { type Citable, citable, nameText, type Row } from "../citable.ts";
import { countText, probability } from "../number-text.ts";
import { deviationText } from "../rate-text.ts";
import { verdictText } from "../ratio-text.ts";

export interface CitedChange {
  readonly base: Arm;
  readonly head: Arm;
  /** `Deno 2.7.14 → 2.8.3` */
  readonly title: string;
  /** head ÷ base; null where there is none. */
  readonly ratio: Estimate | { readonly value: number } | null;
  readonly verdict: Verdict;
  /** The p that stands beside the verdict. */
  readonly pValue: number | null;
  readonly familySize: number;
  /** `13`, or `12/13` where a pair is missing. */
  readonly pairs: string;
  /** What else stands in brackets: both times, CPU. */
  readonly figures: readonly string[];
}

export function citableChange(run: Run, change: CitedChange, row: Row): Citable {
  const { base, head, title, pairs, figures } = change;
  return citable({ id: armId(head), against: buildName(base) }, row, run, () => ({
    what: `${nameText(title, head)}: ${changeWords(change)}`,
    figures: [...judgedText(change), `n = ${pairs} pairs`, ...figures],
  }));
}

/** `**+273 %** [+266, +283], slower`, or `+3.57 % [−0.160, +6.94] ~ (would have seen ±9.81 %)` */
function changeWords({ ratio, verdict }: CitedChange): string {
  if (ratio === null) return `— (${verdictText(verdict)})`;
  const text = deviationText(ratio);
  if (verdict.kind !== "differs") return `${text} ${verdictText(verdict)}`;
  return `${text.replace(/^(\S+ %)/, "**$1**")}, ${ratio.value > 1 ? "slower" : "faster"}`;
}

function judgedText({ pValue, verdict, familySize }: CitedChange): string[] {
  if (verdict.kind !== "differs" || pValue === null) return [];
  return [`p ${probability(pValue)} after Holm over ${countText(familySize)} comparisons`];
}
