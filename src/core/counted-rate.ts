/** A share that was counted, with how well it is known. */
import { binomialInterval } from "./binomial-interval.ts";

export interface CountedRate {
  readonly hits: number;
  readonly trials: number;
  /** hits ÷ trials. */
  readonly share: number;
  /** Clopper–Pearson, 95 %. */
  readonly low: number;
  readonly high: number;
}

/** Of the values for which `isHit` says yes; null where there is no value. */
export function countedRate<Value>(
  values: readonly Value[],
  isHit: (value: Value) => boolean,
): CountedRate | null {
  const trials = values.length;
  if (trials === 0) return null;
  const hits = values.filter(isHit).length;
  return { hits, trials, share: hits / trials, ...binomialInterval(hits, trials) };
}
