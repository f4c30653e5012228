/**
 * What a search for the version that changed a case has fixed before it measures anything: the versions, the threshold,
 * and how the error that is allowed for the whole search is divided. A decision is looked at several times, each time with
 * twice as many rounds; every look has an error of its own, and all of them together are the whole (Bonferroni).
 */
import type { Case, Context } from "../model.ts";

/** `ratio`: the time with a fresh context ÷ that with another one; else the time under this context. */
export type BisectMeasure =
  | { readonly kind: "time"; readonly context: Context }
  | { readonly kind: "ratio"; readonly context: Context };

export interface Look {
  /** Of all looks at this decision together. */
  readonly rounds: number;
  /** Most probability with which this look decides wrongly. */
  readonly error: number;
}

export interface BisectPlan {
  readonly of: Case;
  readonly measure: BisectMeasure;
  /** From good to bad, both with them, in the order of their numbers. */
  readonly versions: readonly string[];
  /** A share: 0.05 for 5 %. A change is larger where the ratio is above 1.05, or below 1 ÷ 1.05. */
  readonly threshold: number;
  /** For the whole search. */
  readonly totalError: number;
  /** Most decisions that there can be: the two ends, the halvings, the pair that is left. */
  readonly decisions: number;
  readonly looks: readonly Look[];
}

export const defaultTotalError = 0.05;
const looksPerDecision = 4;

/** Halvings until two neighbours are left. */
export function mostHalvings(versions: number): number {
  return versions < 3 ? 0 : Math.ceil(Math.log2(versions - 1));
}

export function makeBisectPlan(
  asked: Pick<BisectPlan, "of" | "measure" | "versions" | "threshold">,
  totalError = defaultTotalError,
): BisectPlan {
  if (asked.versions.length < 2) {
    throw new Error(`plan a bisection: expected two versions or more, got ${asked.versions.length}`);
  }
  const decisions = mostHalvings(asked.versions.length) + 2;
  return { ...asked, totalError, decisions, looks: planLooks(totalError / decisions) };
}

/**
 * Half of a decision's error for the first look, half of the rest for the second, and so on: most decisions are clear at
 * the first one. It has the fewest rounds with which it can be, and three more, so that one round against all others does
 * not stop it.
 */
function planLooks(error: number): Look[] {
  const first = fewestRounds(error / 2) + 3;
  return Array.from({ length: looksPerDecision }, (_, index) => ({
    rounds: first * 2 ** index,
    // The last has what is left, which is as much as the one before it had.
    error: error / 2 ** Math.min(index + 1, looksPerDecision - 1),
  }));
}

/** The smallest p of one side is 2^−n, and each side has half of the look's error. */
export function fewestRounds(error: number): number {
  return Math.ceil(Math.log2(2 / error));
}
