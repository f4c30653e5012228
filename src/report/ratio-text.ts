/** A ratio with all that has to stand beside it. */
import type { Estimate, PairResult, Verdict } from "../core/results.ts";
import { numberText, percent } from "./number-text.ts";

/** What of a pair is shown as its ratio. */
export type JudgedRatio = Pick<PairResult, "ratio" | "verdict"> & {
  readonly interval: Pick<Estimate, "low" | "high"> | null;
};

/**
 * `**3.50** [3.44, 3.56]` with the interval of this ratio alone where it differs from 1; `~ 1.01 ±3.10 %` where it does
 * not, with what the whole family's verdicts could have seen, `~ 1.01 (cannot tell)` where that is more than half; `3.50`
 * in an exploratory run; `—` where there is none. Why there is no verdict is said by `refer`: a table of many rows has it
 * once, as a note.
 */
export function ratioText(
  { ratio, interval, verdict }: JudgedRatio,
  refer = (reason: string) => `(${reason})`,
): string {
  if (ratio === null) return "—";
  const value = numberText(ratio);
  const range = interval ? ` ${intervalText(interval)}` : "";
  switch (verdict.kind) {
    case "differs":
      return `**${value}**${range}`;
    case "indistinct":
      return `~ ${value} ${seenText(verdict.smallestDetectable - 1)}`;
    case "exploratory":
      return value;
    default:
      return `${value}${range} ${refer(verdictText(verdict))}`;
  }
}

/** Where what would have been seen is more than this, `~` says next to nothing, and the cell says so. */
export const mostTellingShare = 0.5;

function seenText(share: number): string {
  return share > mostTellingShare ? "(cannot tell)" : `±${percent(share)}`;
}

export function intervalText({ low, high }: Pick<Estimate, "low" | "high">): string {
  return `[${numberText(low)}, ${numberText(high)}]`;
}

export function verdictText(verdict: Verdict): string {
  switch (verdict.kind) {
    case "differs":
      return "differs";
    case "indistinct":
      return `~ (would have seen ±${percent(verdict.smallestDetectable - 1)})`;
    case "need-rounds":
      return `no verdict below ${verdict.rounds} valid rounds`;
    case "missing-pairs":
      return "too many pairs missing";
    case "exploratory":
      return "exploratory";
    case "withheld":
      return verdict.reason;
  }
}
