/** Which rates a case is measured at: round ones, by what one request costs. */
import { busyShare } from "./ladder-result.ts";
import type { Calibration } from "./service-records.ts";

/** The preferred numbers of ISO 3, series R10, rounded to whole ones where they are above 10: ten steps a decade. */
const steps = [1, 1.25, 1.6, 2, 2.5, 3.15, 4, 5, 6.3, 8];
const preferred = [1, 10, 100, 1000, 10_000].flatMap((decade) =>
  steps.map((step) => (decade === 1 ? step : Math.round(step * decade))),
);

/** `fresh` is to take up to half a core. */
const freshShare = 0.5;
/** The calibration's requests come one after another, and a server that is asked at intervals needs more for each. */
const serverMargin = 0.1;
/**
 * Of what the arm could do if each request took the calibration's CPU time, one after another. Many at once take less:
 * code is compiled, garbage is collected by other threads, and a ladder that ended at 1.1 was held to its top by most.
 */
const ladderFrom = 0.5;
const ladderTo = 2.5;

/** The highest preferred rate at which `fresh` takes half a core at most, and the server stays clear of its limit. */
export function chosenRate({ freshCpuNs, serverCpuNs }: Calibration): number {
  const most = Math.min(freshShare / freshCpuNs, (busyShare - serverMargin) / serverCpuNs) * 1e9;
  return preferred.findLast((rate) => rate <= most) ?? preferred[0]!;
}

/** From well below what an arm can do to well above; at least the nearest one. */
export function ladderRates(cpuNs: number): number[] {
  const capacity = 1e9 / cpuNs;
  const within = preferred.filter((rate) => rate >= ladderFrom * capacity && rate <= ladderTo * capacity);
  return within.length > 0 ? within : [preferred[0]!];
}
