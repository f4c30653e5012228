/** The highest rate that an arm holds: tried in steps, and not claimed where something else may have been the limit. */
import { phaseFigures } from "./phase-figures.ts";
import type { Ladder, ServiceArm, ServiceCase, ServiceFile } from "./service-records.ts";
import { ladderId } from "./service-steps.ts";

/** Above this share of a core a server or generator may be what holds the others up. */
export const busyShare = 0.7;

/**
 * - `between`: it holds `ratePerSecond` and not `nextPerSecond`, the next step
 * - `at-least`: it holds the highest step
 * - `below`: it does not hold even the lowest step
 * - `limited`: at `nextPerSecond` the server or the generator took more than 70 % of a core, so that nothing is said
 *   of it; `ratePerSecond` is the highest step held before, or null
 * - `unknown`: every phase of a step failed
 */
export type Held =
  | { readonly kind: "between"; readonly ratePerSecond: number; readonly nextPerSecond: number }
  | { readonly kind: "at-least"; readonly ratePerSecond: number }
  | { readonly kind: "below"; readonly ratePerSecond: number }
  | { readonly kind: "limited"; readonly ratePerSecond: number | null; readonly nextPerSecond: number }
  | { readonly kind: "unknown"; readonly ratePerSecond: number };

export interface LadderStepResult {
  readonly ratePerSecond: number;
  readonly phases: number;
  /** Valid, without an error, and with a 99th percentile within the bound. */
  readonly holding: number;
  /** Median over the phases; null where there is none. */
  readonly p99Ns: number | null;
  /** The highest of the phases, of a core. */
  readonly serverShare: number;
  readonly generatorShare: number;
}

export interface LadderResult {
  readonly arm: ServiceArm;
  readonly held: Held;
  readonly steps: readonly LadderStepResult[];
}

/** @param generatorSharePerRate of a core, for each arrival a second */
export function ladderResult(
  file: ServiceFile,
  of: ServiceCase,
  { arm, ratesPerSecond }: Ladder,
  generatorSharePerRate: number,
): LadderResult {
  const steps = ratesPerSecond.map((ratePerSecond) => stepResult(file, of, arm, ratePerSecond));
  const withGenerator = steps.map((step) => ({
    ...step,
    generatorShare: step.ratePerSecond * generatorSharePerRate,
  }));
  return { arm, steps: withGenerator, held: heldRate(withGenerator) };
}

function stepResult(file: ServiceFile, of: ServiceCase, arm: ServiceArm, ratePerSecond: number) {
  const id = ladderId(of, arm, ratePerSecond);
  const figures = file.readings.flatMap((one) =>
    one.id === id && one.status === "valid" ? [phaseFigures(one.value)] : [],
  );
  const isHeld = ({ errors, p99Ns }: (typeof figures)[number]) =>
    errors === 0 && p99Ns !== null && p99Ns <= file.plan.ladder.p99BoundNs;
  const p99s = figures.flatMap(({ p99Ns }) => p99Ns ?? []).sort((a, b) => a - b);
  return {
    ratePerSecond,
    phases: file.readings.filter((one) => one.id === id).length,
    holding: figures.filter(isHeld).length,
    p99Ns: p99s[Math.floor((p99s.length - 1) / 2)] ?? null,
    serverShare: Math.max(0, ...figures.map(({ serverShare }) => serverShare)),
  };
}

/** From the lowest step up, to the first that most phases do not hold. */
function heldRate(steps: readonly LadderStepResult[]): Held {
  let before: number | null = null;
  for (const { ratePerSecond, phases, holding, p99Ns, serverShare, generatorShare } of steps) {
    if (p99Ns === null) return { kind: "unknown", ratePerSecond };
    if (Math.max(serverShare, generatorShare) > busyShare) {
      return { kind: "limited", ratePerSecond: before, nextPerSecond: ratePerSecond };
    }
    if (2 * holding <= phases) {
      if (before === null) return { kind: "below", ratePerSecond };
      return { kind: "between", ratePerSecond: before, nextPerSecond: ratePerSecond };
    }
    before = ratePerSecond;
  }
  return { kind: "at-least", ratePerSecond: before ?? 0 };
}
