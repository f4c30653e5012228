/** What a search asks, what it is answered, and what it comes to. */
import type { BisectPlan } from "./bisect-plan.ts";
import type { EndsVerdict, MiddleVerdict } from "./judge-look.ts";
import type { RatioInterval } from "./ratio-interval.ts";

/** To be measured next: these versions, interleaved, in this many new rounds. */
export interface Question {
  readonly kind: "ends" | "halving" | "pair";
  /** 1 for the ends. */
  readonly decision: number;
  /** 1 for the first look at this decision. */
  readonly look: number;
  /** From the oldest to the newest. */
  readonly versions: readonly string[];
  readonly rounds: number;
}

export type Answer =
  | {
      readonly kind: "measured";
      /** One a valid round: the logarithm of what was measured, for each version of the question in its order. */
      readonly logs: readonly (readonly number[])[];
      /** The package that ran, for each version in its order; null where none was measured. */
      readonly packages: readonly (string | null)[];
      /** Where the raw rounds are. */
      readonly file: string;
    }
  /** This version cannot be had, or does not do what is to be measured. */
  | {
      readonly kind: "cannot";
      readonly version: string;
      readonly reason: string;
      readonly file: string | null;
    }
  /** By the user. */
  | { readonly kind: "stopped" };

/** One decision, with all looks at it. */
export interface Decision {
  readonly kind: Question["kind"];
  readonly number: number;
  readonly versions: readonly string[];
  /** What ran with each of them: where it differs, a change may be the package's. Null where no package was measured. */
  readonly packages: readonly (string | null)[];
  readonly files: readonly string[];
  readonly rounds: number;
  /** Of all looks that it took together. */
  readonly error: number;
  /** Of `ends` and `pair` newer ÷ older; of a halving the version between ÷ good, and bad ÷ it. */
  readonly ratios: readonly RatioInterval[];
  readonly verdict: EndsVerdict | MiddleVerdict | "measured";
}

export interface Skipped {
  readonly version: string;
  readonly reason: string;
  readonly file: string | null;
}

export type BisectEnd =
  /** Between these two, by more than the threshold. */
  | { readonly kind: "found" }
  /** Between these two the level crosses the middle, but no change above the threshold is shown: there are several, or a drift. */
  | { readonly kind: "spread" }
  | { readonly kind: "ends-same" }
  | { readonly kind: "ends-unclear" }
  | { readonly kind: "step-unclear"; readonly version: string }
  | { readonly kind: "cannot"; readonly version: string; readonly reason: string }
  | { readonly kind: "stopped" };

export interface BisectResult {
  readonly plan: BisectPlan;
  readonly end: BisectEnd;
  readonly decisions: readonly Decision[];
  readonly skipped: readonly Skipped[];
  /** The last that is as good, and the first that is as bad, of those that were measured. */
  readonly older: string;
  readonly newer: string;
  /** Versions after `older` up to `newer`: any of them may have changed it. */
  readonly possible: readonly string[];
  /** Of the pair by itself, in rounds of its own; null where it was not measured. */
  readonly change: RatioInterval | null;
}

export type Ask = (question: Question) => Promise<Answer>;
