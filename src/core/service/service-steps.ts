/** The phases of a plan: which there are, in which order they run, and with which arrivals. */
import { planRounds } from "../arm-order.ts";
import type { RuntimeName } from "../model.ts";
import { seededRandom, shuffled } from "../statistics/random.ts";
import { arrivalTimesNs } from "./arrivals.ts";
import type { Ladder, ServiceArm, ServiceCase, ServicePlan } from "./service-records.ts";

export interface ServiceStep {
  readonly runtime: RuntimeName;
  readonly round: number;
  readonly id: string;
  readonly case: ServiceCase;
  readonly arm: ServiceArm;
  readonly ratePerSecond: number;
  readonly warmupNs: number;
  readonly phaseNs: number;
  /** The same for all arms of a case in a round, another in every other. */
  readonly arrivalSeed: number;
}

/** `node/node:https/bundle` */
export function serviceCaseId({
  runtime,
  client,
  trust,
}: Pick<ServiceCase, "runtime" | "client" | "trust">): string {
  return `${runtime}/${client}/${trust}`;
}

/** `node/node:https/bundle/fresh` */
export function phaseId(of: ServiceCase, arm: ServiceArm): string {
  return `${serviceCaseId(of)}/${arm}`;
}

/** `node/node:https/bundle/fresh/ladder/80` */
export function ladderId(of: ServiceCase, arm: ServiceArm, ratePerSecond: number): string {
  return `${phaseId(of, arm)}/ladder/${ratePerSecond}`;
}

/** First the rounds, whose arms of a case are neighbours in time and balanced in order; then the ladders. */
export function serviceSteps(plan: ServicePlan, seed: number): ServiceStep[] {
  const { warmupNs, phaseNs } = plan;
  const rounds = planRounds(plan.cases, plan.rounds, seed).flatMap(({ round, case: of, arms }) =>
    arms.map((arm): ServiceStep => {
      const { runtime, ratePerSecond } = of;
      const arrivalSeed = arrivalSeedOf(seed, of, ratePerSecond, round);
      const id = phaseId(of, arm);
      return { runtime, round, id, case: of, arm, ratePerSecond, warmupNs, phaseNs, arrivalSeed };
    }),
  );
  return [...rounds, ...ladderSteps(plan, seed)];
}

function ladderSteps({ cases, ladder }: ServicePlan, seed: number): ServiceStep[] {
  // Not the rounds' own numbers once more.
  const random = seededRandom(seed ^ 0x5f3759df);
  const steps = cases.flatMap((of) =>
    withControl(of.ladders).flatMap(({ arm, ratesPerSecond }) =>
      ratesPerSecond.map((ratePerSecond) => ({
        runtime: of.runtime,
        id: ladderId(of, arm, ratePerSecond),
        case: of,
        arm,
        ratePerSecond,
        warmupNs: ladder.warmupNs,
        phaseNs: Math.max(ladder.leastPhaseNs, Math.ceil((ladder.leastArrivals / ratePerSecond) * 1e9)),
      })),
    ),
  );
  return Array.from({ length: ladder.rounds }, (_, index) =>
    shuffled(steps, random).map((step) => {
      const round = index + 1;
      return { ...step, round, arrivalSeed: arrivalSeedOf(seed, step.case, step.ratePerSecond, round) };
    }),
  ).flat();
}

/** Among the phases of each round one that makes no client, at the highest rate: it shows whether the machine was free. */
function withControl(ladders: readonly Ladder[]): readonly Ladder[] {
  if (ladders.length === 0) return [];
  const ratePerSecond = highestRate(ladders);
  return [...ladders, { arm: "control", ratesPerSecond: [ratePerSecond] }];
}

export function highestRate(ladders: readonly Ladder[]): number {
  return Math.max(...ladders.flatMap(({ ratesPerSecond }) => ratesPerSecond));
}

function arrivalSeedOf(seed: number, of: ServiceCase, ratePerSecond: number, round: number): number {
  const words = `${seed} ${serviceCaseId(of)} ${ratePerSecond} ${round}`;
  return [...words].reduce((sum, one) => (Math.imul(sum, 31) + one.charCodeAt(0)) >>> 0, 7);
}

export function stepArrivalsNs({ arrivals }: ServicePlan, step: ServiceStep): number[] {
  const { warmupNs, phaseNs, ratePerSecond, arrivalSeed: seed } = step;
  return arrivalTimesNs({ arrivals, ratePerSecond, durationNs: warmupNs + phaseNs, seed });
}
