/**
 * When clients arrive at a service: fixed before the phase begins, so that no answer can put off an arrival. A
 * generator that waits for answers sends least when the service is slowest, and then measures what it chose to send:
 * "coordinated omission" (Gil Tene, "How NOT to Measure Latency", 2013).
 */
import { seededRandom } from "../statistics/random.ts";

/** `fixed`: one every 1/rate seconds. `poisson`: independent of each other, 1/rate seconds apart on average. */
export type Arrivals = "fixed" | "poisson";
export const arrivalNames: readonly Arrivals[] = ["fixed", "poisson"];

export interface Schedule {
  readonly arrivals: Arrivals;
  /** Arrivals a second. */
  readonly ratePerSecond: number;
  readonly durationNs: number;
  readonly seed: number;
}

/** Times since the phase's start, ascending, whole ns, all before its end. */
export function arrivalTimesNs({ arrivals, ratePerSecond, durationNs, seed }: Schedule): number[] {
  const random = seededRandom(seed);
  const gapNs = 1e9 / ratePerSecond;
  // 1 − u is never 0, whose logarithm there is not.
  const nextGapNs = arrivals === "fixed" ? () => gapNs : () => -Math.log(1 - random()) * gapNs;
  const times: number[] = [];
  // A fixed schedule begins anywhere within its first gap, so that it has no place among the loop's other timers.
  let at = arrivals === "fixed" ? random() * gapNs : nextGapNs();
  while (at < durationNs) {
    times.push(Math.floor(at));
    at += nextGapNs();
  }
  return times;
}
