/** A client that failed a premise is not measured: its numbers would be of something else. */
import { type Arm, buildName } from "../core/model.ts";
import type { Check } from "../core/records.ts";
import type { SelectedCase } from "./plan.ts";

/** Why nothing of the case is measured, or null. Of a run that compares builds see `withoutFailedBuilds`. */
export function exclusion(
  { arms }: Pick<SelectedCase, "arms">,
  failedChecks: readonly Check[],
): string | null {
  for (const arm of arms) {
    const reason = failureOf(arm, failedChecks);
    if (reason !== null) return reason;
  }
  return null;
}

/** A build whose client failed goes without it, and the other builds are measured. */
export function withoutFailedBuilds(one: SelectedCase, failedChecks: readonly Check[]): SelectedCase {
  const failed = one.arms.flatMap((arm) => {
    const reason = arm.build === undefined ? null : failureOf(arm, failedChecks);
    return reason === null ? [] : [{ arm, context: arm.context, reason: `${arm.build}: ${reason}` }];
  });
  if (failed.length === 0) return one;
  return {
    ...one,
    arms: one.arms.filter((arm) => failed.every((other) => other.arm !== arm)),
    unsupported: [...one.unsupported, ...failed.map(({ context, reason }) => ({ context, reason }))],
  };
}

function failureOf(arm: Arm, failedChecks: readonly Check[]): string | null {
  const failed = failedChecks.find(
    (check) =>
      buildName(arm) === buildName(check) && arm.client === check.client && arm.trust === check.trust,
  );
  return failed
    ? `not measured: premise "${failed.context} ${failed.premise}" failed: ${failed.detail}`
    : null;
}
