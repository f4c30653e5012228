/** From the raw rounds of one look to what the search goes by; or which version could not be measured, and why. */
import { processMedianNs } from "../arm-result.ts";
import { countedObservations, observationsOf } from "../counted-observations.ts";
import { type Arm, armId, type Context } from "../model.ts";
import type { Observation, PlannedCase, Run, ValidObservation } from "../records.ts";
import { lacksTooMany } from "../verdicts.ts";
import type { BisectMeasure } from "./bisect-plan.ts";

export type RoundLogs =
  | {
      readonly kind: "measured";
      readonly logs: readonly (readonly number[])[];
      /** As the worker of each build proved it, e.g. `undici 8.13.1 (npm)`; null where no package was measured. */
      readonly packages: readonly (string | null)[];
    }
  | { readonly kind: "cannot"; readonly build: string; readonly reason: string };

/** The contexts that are measured. */
export function contextsOf({ kind, context }: BisectMeasure): Context[] {
  return kind === "ratio" ? ["fresh", context] : [context];
}

/**
 * @param builds by their names in the run, in the order of the question
 *
 * A round counts where every build and context of it is valid. A build that lacks more than a tenth of its rounds cannot
 * be measured: what failed is not missing by chance.
 */
export function roundLogs(run: Run, builds: readonly string[], measure: BisectMeasure): RoundLogs {
  const [planned] = run.plan.cases;
  // A failed premise of one build keeps the others from being measured: it is the reason, and not what it led to.
  const reasons = [
    ...builds.map((build) => failedPremise(run, build)),
    ...builds.map((build) => obstacle(run, planned, build, measure)),
  ];
  const reason = reasons.find((one) => one !== null);
  if (reason) return reason;
  const byArm = countedObservations(run);
  const columns = builds.map((build) =>
    contextsOf(measure).map((context) => medians(observationsOf(armOf(planned!, build, context)!, byArm))),
  );
  const rounds = Array.from({ length: run.plan.rounds }, (_, index) => index + 1);
  const logs = rounds.flatMap((round) => {
    const values = columns.map((ofBuild) => ofBuild.map((byRound) => byRound.get(round)));
    if (values.flat().some((value) => value === undefined)) return [];
    // fresh ÷ the other context, or the one context alone.
    return [values.map(([first, second]) => Math.log(first!) - (second ? Math.log(second) : 0))];
  });
  const packages = builds.map((build) => {
    const arm = armOf(planned!, build, contextsOf(measure)[0]!)!;
    return observationsOf(arm, byArm).find(isValid)?.measurement.packageThatRan ?? null;
  });
  return { kind: "measured", logs, packages };
}

type Obstacle = Extract<RoundLogs, { kind: "cannot" }>;

function failedPremise({ checks }: Run, build: string): Obstacle | null {
  const check = checks.find((one) => one.build === build && !one.passed);
  if (!check) return null;
  return {
    kind: "cannot",
    build,
    reason: `premise "${check.context} ${check.premise}" failed: ${check.detail}`,
  };
}

function obstacle(
  { plan, observations }: Run,
  planned: PlannedCase | undefined,
  build: string,
  measure: BisectMeasure,
): Obstacle | null {
  for (const context of contextsOf(measure)) {
    const arm = planned && armOf(planned, build, context);
    if (!arm) return { kind: "cannot", build, reason: lackText(planned, build, context) };
    const own = observations.filter((one) => one.armId === armId(arm) && isTimed(one));
    const valid = new Set(own.map(({ round }) => round)).size;
    if (lacksTooMany(valid, plan.rounds)) {
      const failed = observations.find((one) => one.armId === armId(arm) && one.status === "failed");
      const why = failed?.status === "failed" ? failed.reason : (planned.excluded ?? "not run");
      return {
        kind: "cannot",
        build,
        reason: `${context}: ${valid} of ${plan.rounds} rounds are valid: ${why}`,
      };
    }
  }
  return null;
}

function isValid(one: Observation): one is ValidObservation {
  return one.status === "valid";
}

/** An operation below a step of the clock has no logarithm. */
function isTimed(one: Observation): boolean {
  return one.status === "valid" && processMedianNs(one.measurement) > 0;
}

function medians(observations: readonly Observation[]): Map<number, number> {
  return new Map(
    observations.flatMap((one) =>
      one.status === "valid" && isTimed(one) ? [[one.round, processMedianNs(one.measurement)] as const] : [],
    ),
  );
}

function armOf({ arms }: PlannedCase, build: string, context: Context): Arm | undefined {
  return arms.find((arm) => arm.build === build && arm.context === context);
}

function lackText(planned: PlannedCase | undefined, build: string, context: Context): string {
  const known = planned?.unsupported.find(
    (one) => one.context === context && one.reason.startsWith(`${build}: `),
  );
  return known
    ? `${context} is unsupported: ${known.reason.slice(build.length + 2)}`
    : `it has no ${context} here`;
}
