/**
 * How times scatter, as a recipe that makes more of them. The statistics are exact under assumptions; whether these
 * hold for what a run is like can only be tried, and for that the truth has to be known: it is where the numbers were
 * made. `measured-noise.ts` says what a real run is like, in the same terms.
 *
 * The logarithm of an operation's time is a sum: the arm's own level; what the round does to all of its processes; what
 * the process does to all of its operations; and the operation's own. Every part has the median 0, so that the true
 * ratio of two arms is that of their levels.
 */
import { normalNumbers } from "../statistics/normal.ts";
import type { Random } from "../statistics/random.ts";

/** Spread of a logarithm, unlike on its two sides: standard deviations of the two halves of a normal curve. */
export interface Spread {
  readonly below: number;
  readonly above: number;
}

/** Now and then something takes longer by a factor. */
export interface Outlying {
  /** How often, in 0..1. */
  readonly share: number;
  readonly factor: number;
}

export interface ArmNoise {
  readonly process: Spread;
  readonly outlyingProcesses: Outlying;
  readonly operation: Spread;
  /** Of each operation with the one before it in its process, on the normal scale. */
  readonly operationCorrelation: number;
  readonly outlyingOperations: Outlying;
}

export interface Noise {
  /** Timed operations in a process. */
  readonly operations: number;
  /** Standard deviation of what a round does to the logarithms of all its processes alike. */
  readonly roundSpread: number;
  /** By how much the logarithms rise evenly from the first round to the last, in all arms alike. */
  readonly drift: number;
  /** The same for the fresh arm alone: then there is no one true ratio, and the middle of the run's is taken. */
  readonly freshDrift: number;
  readonly fresh: ArmNoise;
  readonly other: ArmNoise;
}

/** Operations' times of one process, in order. */
export type ProcessTimes = readonly number[];

/** The processes of a case's arms, one a round. */
export interface CaseTimes {
  readonly fresh: readonly ProcessTimes[];
  readonly others: readonly (readonly ProcessTimes[])[];
}

const levelNs = 1e6;

/** A case in which all arms are equal, apart from their noise: `others` arms beside the fresh one. */
export function noisyCase(
  noise: Noise,
  { rounds, others }: { readonly rounds: number; readonly others: number },
  random: Random,
): CaseTimes {
  const normal = normalNumbers(random);
  const process = (arm: ArmNoise, level: number) =>
    processTimes(arm, level, noise.operations, random, normal);
  const fresh: ProcessTimes[] = [];
  const ofOthers: ProcessTimes[][] = Array.from({ length: others }, () => []);
  for (let round = 0; round < rounds; round++) {
    // From −½ to ½ over the run.
    const phase = rounds > 1 ? round / (rounds - 1) - 0.5 : 0;
    const shared = noise.drift * phase + noise.roundSpread * normal();
    fresh.push(process(noise.fresh, shared + noise.freshDrift * phase));
    for (const arm of ofOthers) arm.push(process(noise.other, shared));
  }
  return { fresh, others: ofOthers };
}

function processTimes(
  arm: ArmNoise,
  roundLevel: number,
  operations: number,
  random: Random,
  normal: () => number,
): number[] {
  const level = roundLevel + skewed(normal(), arm.process) + outlying(random, arm.outlyingProcesses);
  const { operationCorrelation } = arm;
  const renewal = Math.sqrt(1 - operationCorrelation ** 2);
  const times = new Array<number>(operations);
  let state = normal();
  for (let operation = 0; operation < operations; operation++) {
    const own = skewed(state, arm.operation) + outlying(random, arm.outlyingOperations);
    times[operation] = levelNs * Math.exp(level + own);
    state = operationCorrelation * state + renewal * normal();
  }
  return times;
}

/** Stretching the two sides apart leaves the median where it was. */
function skewed(normal: number, { below, above }: Spread): number {
  return normal * (normal < 0 ? below : above);
}

function outlying(random: Random, { share, factor }: Outlying): number {
  return share > 0 && random() < share ? Math.log(factor) : 0;
}
