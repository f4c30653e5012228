/**
 * Says during a run that a process was far from the earlier ones of its arm: whoever watches can end what disturbs the
 * machine while there are rounds left. The judgement over all rounds is core/outliers.ts's.
 */
import { processMedianNs } from "../core/arm-result.ts";
import type { Observation } from "../core/records.ts";
import type { OnEvent } from "./events.ts";

/** As far beyond all of the arm's earlier processes; some arms have two modes, and only the first visit is news. */
const farFactor = 2;
/** Of fewer it is not known where they lie. */
const leastEarlierProcesses = 3;
/** What is said more often is not read. */
const mostNotes = 5;

export interface OutlierNotes {
  /** To be told of every observation, in the order in which they were made. */
  see(observation: Observation): void;
  /** Says how many were left unsaid. */
  end(): void;
}

export function createOutlierNotes(onEvent: OnEvent): OutlierNotes {
  const earlier = new Map<string, Range>();
  let found = 0;
  return {
    see(observation) {
      if (observation.status !== "valid") return;
      const { armId, round, measurement } = observation;
      const medianNs = processMedianNs(measurement);
      const range = earlier.get(armId) ?? { count: 0, lowNs: medianNs, highNs: medianNs };
      const factor = factorBeyond(range, medianNs);
      earlier.set(armId, extended(range, medianNs));
      if (factor === null || ++found > mostNotes) return;
      onEvent({ kind: "note", text: noteText(armId, round, factor) });
    },
    end() {
      const unsaid = found - mostNotes;
      if (unsaid > 0) onEvent({ kind: "note", text: `${unsaid} more processes were as far from theirs` });
    },
  };
}

interface Range {
  readonly count: number;
  readonly lowNs: number;
  readonly highNs: number;
}

/** How far beyond the nearer end of the range, as a factor; null where it is not far. */
function factorBeyond({ count, lowNs, highNs }: Range, medianNs: number): number | null {
  if (count < leastEarlierProcesses || lowNs === 0) return null;
  if (medianNs >= farFactor * highNs) return medianNs / highNs;
  if (medianNs <= lowNs / farFactor) return medianNs / lowNs;
  return null;
}

function extended({ count, lowNs, highNs }: Range, medianNs: number): Range {
  return { count: count + 1, lowNs: Math.min(lowNs, medianNs), highNs: Math.max(highNs, medianNs) };
}

function noteText(armId: string, round: number, factor: number): string {
  const text =
    factor > 1
      ? `${factor.toFixed(1)} × as slow as the slowest of its earlier processes; does anything else run?`
      : `${(1 / factor).toFixed(1)} × as fast as the fastest of its earlier processes`;
  return `round ${round}  ${armId}: ${text}`;
}
