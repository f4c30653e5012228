/**
 * Whole families of pairs, as a run has them: three pairs a case, which share their fresh arm and their rounds. Holm's
 * procedure promises that all verdicts of a run together hold a false one in at most 5 % of the runs, whichever pairs
 * differ, and however they depend on each other.
 */
import { familyWiseError, holmAdjusted } from "../statistics/holm.ts";
import { type Random, seededRandom } from "../statistics/random.ts";
import { type Rate, rateOf } from "../statistics/rate.ts";
import { signedRankPValue } from "../statistics/signed-rank.ts";
import { type Noise, noisyCase } from "./noise-model.ts";
import { logRatiosOf, type Trials, withDifference } from "./simulation.ts";

const pairsOfCase = 3;
/** Found in every trial: such pairs leave the procedure to be stricter or laxer with the equal ones. */
const plainDifference = 1;

export interface FamilyTrials extends Trials {
  /** Pairs in the family. */
  readonly size: number;
  /** How many of them differ, and plainly. */
  readonly differing: number;
}

export interface FamilyErrors {
  /** Families with at least one false verdict, without a correction: each pair at 5 %. */
  readonly uncorrected: Rate;
  /** The same after Holm's procedure. */
  readonly holm: Rate;
}

export function simulateFamilies(noise: Noise, options: FamilyTrials): FamilyErrors {
  const random = seededRandom(options.seed);
  const families = Array.from({ length: options.trials }, () => familyPValues(noise, options, random));
  // The equal pairs stand behind those that differ.
  const isFalse = (p: number, index: number) => index >= options.differing && p <= familyWiseError;
  return {
    uncorrected: rateOf(families, (pValues) => pValues.some(isFalse)),
    holm: rateOf(families, (pValues) => holmAdjusted(pValues, options.size).some(isFalse)),
  };
}

function familyPValues(noise: Noise, { rounds, size, differing }: FamilyTrials, random: Random): number[] {
  const logRatios: number[][] = [];
  while (logRatios.length < size) {
    const { fresh, others } = noisyCase(noise, { rounds, others: pairsOfCase }, random);
    logRatios.push(...others.map((other) => logRatiosOf({ fresh, other })));
  }
  return logRatios
    .slice(0, size)
    .map((one, index) => signedRankPValue(index < differing ? withDifference(one, plainDifference) : one));
}
