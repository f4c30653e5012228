/** What those who wait see, over all phases of an arm. */
import { quantile } from "../statistics/quantile.ts";
import { answeredUs, type PhaseFigures } from "./phase-figures.ts";
import type { PhaseValue } from "./service-records.ts";

/** Counted from the time at which a client was to arrive. */
export interface LatencyFigures {
  /** Over the arrivals of all phases: the median of the phases' percentiles would lose a stall that is in some of them. */
  readonly p50Ns: number;
  readonly p99Ns: number;
  readonly maxNs: number;
  /** Arrivals that got a response, on which these rest. */
  readonly answered: number;
  /** The lowest and the highest 99th percentile of a phase. */
  readonly phaseP99Ns: { readonly low: number; readonly high: number };
  /** Phases whose 99th percentile lies above the bound. */
  readonly beyondBound: number;
}

/** Null where no arrival got a response. `figures` are those of the same phases. */
export function latencyFigures(
  phases: readonly PhaseValue[],
  figures: readonly PhaseFigures[],
  boundNs: number,
): LatencyFigures | null {
  const latenciesUs = phases.flatMap(answeredUs);
  if (latenciesUs.length === 0) return null;
  const phaseP99Ns = figures.flatMap(({ p99Ns }) => p99Ns ?? []);
  const at = (share: number) => quantile(latenciesUs, share) * 1e3;
  return {
    p50Ns: at(0.5),
    p99Ns: at(0.99),
    maxNs: at(1),
    answered: latenciesUs.length,
    phaseP99Ns: { low: Math.min(...phaseP99Ns), high: Math.max(...phaseP99Ns) },
    beyondBound: phaseP99Ns.filter((one) => one > boundNs).length,
  };
}
