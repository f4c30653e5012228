/**
 * What in stored measurements deserves a report to a project: a claim, what supports it, and how sure that is.
 * That `fresh` costs more than `shared` is how it is meant, and no finding.
 */
import type { Case, Context } from "../model.ts";
import type { Estimate } from "../results.ts";

/**
 * - `regression`: a later build is slower than an earlier one, in one interleaved run
 * - `sharing-saves-nothing`: a context object is taken, and its work done again for each client
 * - `roots-parsed-again`: the runtime's own roots, which did not change, are parsed for each client
 * - `shared-slower`: a client that is given the shared context takes longer than one that builds its own
 * - `wall-above-cpu`: an operation waits far longer than anything computes
 * - `memory-kept`: memory of closed clients does not come back
 */
export type FindingKind =
  | "regression"
  | "sharing-saves-nothing"
  | "roots-parsed-again"
  | "shared-slower"
  | "wall-above-cpu"
  | "memory-kept";

/** Where the cause most likely is. `client-library`: the package that the client is; see layer.ts. */
export type Layer = "runtime" | "client-library" | "kernel";

export interface Finding {
  readonly kind: FindingKind;
  readonly of: Case;
  /** The arm, or the pair's two, that the claim is about. */
  readonly contexts: readonly Context[];
  /** For a regression: the names of the earlier and the later build; else null. */
  readonly builds: { readonly base: string; readonly head: string } | null;
  readonly claim: FindingClaim;
  readonly layer: Layer;
  /** Valid rounds, pairs or processes behind the interval. */
  readonly n: number;
  /** For the order: how many times more than what would be expected, at the cautious end of the interval; above 1. */
  readonly strength: number;
  /** Other cases of the runtime in which the same shows, most likely for the same cause. */
  readonly alsoIn: readonly Case[];
}

/** The number that is claimed, and the end of its interval that a repro has to reach. */
export interface FindingClaim {
  /** `ratio` has no unit; others are ns, or bytes an operation. */
  readonly measure: "ratio" | "ns" | "bytes";
  /** What is divided by, or subtracted from, what: in words of the tables, e.g. `fresh ÷ shared`. */
  readonly of: string;
  readonly estimate: Estimate;
  /** What the documentation lets one expect, in the same measure: the interval excludes it. */
  readonly expected: number;
}

/** The numbers do not support a claim; the message has them. */
export class UnsupportedClaim extends Error {}

/** There are no numbers, or too few, so that neither the claim nor its contrary is known. */
export class UndecidedClaim extends UnsupportedClaim {}

/** How far what was measured lies from what is expected, as a factor, at the end of the interval that is nearer to it. */
export function strengthOf({ estimate: { low, high }, expected }: FindingClaim): number {
  return high < expected ? expected / high : low / expected;
}
