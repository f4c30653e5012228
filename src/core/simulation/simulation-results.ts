/** Everything that is simulated of a run: which noise, how many trials, from which seeds. */

import type { Scenario } from "../model.ts";
import type { Run } from "../records.ts";
import { seededRandom } from "../statistics/random.ts";
import { type NoiseFigures, noiseFigures, noiseLike, pairTimes } from "./measured-noise.ts";
import { type MethodRates, naiveMethods, ratesOf, suiteMethod } from "./naive-methods.ts";
import type { Noise } from "./noise-model.ts";
import { type NoiseScenario, noiseScenarios } from "./noise-scenarios.ts";
import { type FamilyErrors, simulateFamilies } from "./simulated-families.ts";
import {
  type FamilyShape,
  type Honesty,
  honestyOf,
  noisyPair,
  type Power,
  powerOf,
  simulateLogRatios,
} from "./simulation.ts";

export interface SimulationResults {
  /** What was seen in the run, `request` first: the other simulations vary its noise. */
  readonly seen: readonly SeenNoise[];
  readonly unlikeSeen: readonly {
    readonly scenario: NoiseScenario;
    readonly after: readonly AfterRounds[];
  }[];
  readonly family: FamilyShape;
  readonly families: readonly SimulatedFamily[];
  readonly methods: readonly SimulatedMethod[];
}

export interface SeenNoise {
  readonly scenario: Scenario;
  readonly figures: NoiseFigures;
  /** The same figures of times that the model made. */
  readonly again: NoiseFigures;
  readonly after: readonly (AfterRounds & { readonly powers: readonly Power[] })[];
}

export interface AfterRounds {
  readonly rounds: number;
  readonly honesty: Honesty;
}

export interface SimulatedFamily {
  readonly rounds: number;
  readonly size: number;
  readonly differing: number;
  readonly errors: FamilyErrors;
}

export interface SimulatedMethod {
  readonly name: string;
  readonly rounds: number;
  readonly rates: readonly MethodRates[];
}

/** How many trials of each kind: as many as make the rates' intervals narrow within a few seconds. */
export interface TrialCounts {
  /** With the noise as seen, by rounds. */
  readonly seen: Readonly<Record<Scenario, readonly RoundTrials[]>>;
  readonly unlikeSeen: readonly RoundTrials[];
  readonly families: number;
  readonly methods: number;
  /** Pairs of which the model's own figures are taken. */
  readonly again: number;
}

export interface RoundTrials {
  readonly rounds: number;
  readonly trials: number;
}

const defaultRounds = 13;
const longRounds = 30;

/** `create` has 300 operations in a process: it takes five times as long to make. */
export const pageTrials: TrialCounts = {
  seen: {
    request: [
      { rounds: defaultRounds, trials: 2000 },
      { rounds: longRounds, trials: 2000 },
    ],
    create: [
      { rounds: defaultRounds, trials: 500 },
      { rounds: longRounds, trials: 250 },
    ],
  },
  unlikeSeen: [
    { rounds: defaultRounds, trials: 1000 },
    { rounds: longRounds, trials: 500 },
  ],
  families: 300,
  methods: 500,
  again: 60,
};

const trueDifferences = [0.01, 0.02, 0.03, 0.05, 0.1];
const methodDifferences = [0, 0.03, 0.1];
/** A seed each, so that one simulation can change its trials without changing another's numbers. */
const seeds = { seen: 101, unlikeSeen: 102, families: 103, methods: 104, again: 105 };
/** Holm's procedure sees p-values alone: how they were measured matters little, and short processes are quick to make. */
const familyOperations = 5;

/** Null where the run has no pair of enough rounds to measure its noise. */
export function simulateRun(run: Run, family: FamilyShape, trials: TrialCounts): SimulationResults | null {
  const seen = (["request", "create"] as const).flatMap((scenario) => {
    const figures = noiseFigures(pairTimes(run, scenario));
    return figures ? [{ scenario, figures, noise: noiseLike(figures) }] : [];
  });
  const base = seen[0]?.noise;
  if (!base) return null;
  return {
    seen: seen.map(({ scenario, figures, noise }) => ({
      scenario,
      figures,
      again: figuresAgain(noise, figures, trials.again),
      after: simulateSeen(noise, family, trials.seen[scenario]),
    })),
    unlikeSeen: noiseScenarios(base).map((scenario) => ({
      scenario,
      after: trials.unlikeSeen.map((counts) => simulateUnlike(scenario.noise, counts)),
    })),
    family,
    families: simulateBothFamilies({ ...base, operations: familyOperations }, family.size, trials.families),
    methods: simulateMethods(base, trials.methods),
  };
}

function figuresAgain(noise: Noise, figures: NoiseFigures, pairs: number): NoiseFigures {
  const random = seededRandom(seeds.again);
  return noiseFigures(Array.from({ length: pairs }, () => noisyPair(noise, figures.rounds, random)))!;
}

function simulateSeen(noise: Noise, family: FamilyShape, counts: readonly RoundTrials[]) {
  return counts.map((count) => {
    const trials = simulateLogRatios(noise, { ...count, seed: seeds.seen });
    const powers = trueDifferences.map((difference) => powerOf(trials, difference, family));
    return { rounds: count.rounds, honesty: honestyOf(trials), powers };
  });
}

function simulateUnlike(noise: Noise, count: RoundTrials): AfterRounds {
  const trials = simulateLogRatios(noise, { ...count, seed: seeds.unlikeSeen });
  return { rounds: count.rounds, honesty: honestyOf(trials) };
}

/** One in which no pair differs, and one in which two of three do: there Holm's procedure is at its laxest. */
function simulateBothFamilies(noise: Noise, size: number, trials: number): SimulatedFamily[] {
  return [0, Math.floor((2 * size) / 3)].map((differing) => {
    const shape = { rounds: defaultRounds, size, differing };
    return { ...shape, errors: simulateFamilies(noise, { ...shape, trials, seed: seeds.families }) };
  });
}

function simulateMethods(noise: Noise, trials: number): SimulatedMethod[] {
  const random = seededRandom(seeds.methods);
  const pairs = Array.from({ length: trials }, () => noisyPair(noise, defaultRounds, random));
  return [suiteMethod, ...naiveMethods].map((method) => ({
    name: method.name,
    rounds: defaultRounds,
    rates: methodDifferences.map((difference) => ratesOf(method, pairs, difference)),
  }));
}
