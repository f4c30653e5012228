/** What one phase amounts to: its share of a core, its latencies, how late its event loop was. */
import { quantile } from "../statistics/quantile.ts";
import type { PhaseValue } from "./service-records.ts";

export interface PhaseFigures {
  /** Arrivals after the warm-up. */
  readonly arrivals: number;
  /** How many of them got no response. */
  readonly errors: number;
  /**
   * Whether as many responses came in the phase as clients arrived. Where a queue grew or shrank, the CPU of the phase
   * is that of another rate.
   */
  readonly keptUp: boolean;
  /** Of one core; above 1 where threads of the process work beside each other. */
  readonly cpuShare: number;
  /** Of the latencies, counted from the time at which a client was to arrive; null where none got a response. */
  readonly p99Ns: number | null;
  readonly loopDelayP99Ns: number;
  /** Of one core, over everything that the phase asked of it, the warm-up too. */
  readonly serverShare: number;
}

/** Of the phase's arrivals. */
const toleratedQueue = 0.05;

export function phaseFigures(value: PhaseValue): PhaseFigures {
  const { warmupArrivals, latencyUs, probeLateUs, marks, server, wholeNs } = value;
  const arrivals = latencyUs.length - warmupArrivals;
  const latencies = answeredUs(value);
  const [first, last] = [0, marks.atNs.length - 1];
  return {
    arrivals,
    errors: arrivals - latencies.length,
    keptUp: keptUp(arrivals, value.responsesInPhase),
    cpuShare: (marks.cpuNs[last]! - marks.cpuNs[first]!) / (marks.atNs[last]! - marks.atNs[first]!),
    p99Ns: latencies.length === 0 ? null : quantile(latencies, 0.99) * 1e3,
    loopDelayP99Ns: quantile(probeLateUs, 0.99) * 1e3,
    serverShare: server.cpuNs / wholeNs,
  };
}

/** One or two are under way at either end. */
function keptUp(arrivals: number, responses: number): boolean {
  return Math.abs(responses - arrivals) <= Math.max(2, toleratedQueue * arrivals);
}

/** Of the arrivals after the warm-up that got a response, in microseconds. */
export function answeredUs({ latencyUs, warmupArrivals }: PhaseValue): number[] {
  return latencyUs.slice(warmupArrivals).filter((one) => one !== null);
}

export interface Slices {
  /** Since the start of the schedule. */
  readonly startNs: number;
  readonly sliceNs: number;
  readonly count: number;
}

/**
 * Of a core, in each slice of the phase. A loop that was busy reads its clock late; what it read is laid evenly over
 * the time between two readings, so that slices of different phases can be put beside each other.
 */
export function sliceShares({ atNs, cpuNs }: PhaseValue["marks"], slices: Slices): number[] {
  const used = Array.from({ length: slices.count + 1 }, (_, index) =>
    interpolated(atNs, cpuNs, slices.startNs + index * slices.sliceNs),
  );
  return used.slice(1).map((one, index) => (one - used[index]!) / slices.sliceNs);
}

/** Between the readings; on their line beyond the first and the last. */
function interpolated(x: readonly number[], y: readonly number[], at: number): number {
  const above = x.findIndex((one, index) => index > 0 && one >= at);
  const right = above < 0 ? x.length - 1 : above;
  let left = right - 1;
  // Two readings in one turn of the loop are one.
  while (left > 0 && x[left] === x[right]) left--;
  const slope = (y[right]! - y[left]!) / Math.max(1, x[right]! - x[left]!);
  return y[left]! + slope * (at - x[left]!);
}
