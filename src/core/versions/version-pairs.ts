/**
 * Which versions are compared: each with the one before it, since people ask what a version changed, and the newest with
 * the oldest. A version that lacks an arm is passed over, so that its neighbours are compared with each other.
 */
import { type Arm, type Build, type Case, type Context, contexts } from "../model.ts";
import type { PlannedCase } from "../records.ts";
import type { RuntimeFacts } from "../runtime-facts.ts";
import { byVersion } from "./version-order.ts";

export interface VersionPair {
  readonly base: Arm;
  readonly head: Arm;
  /** `step`: neighbours. `whole`: the newest against the oldest, where there are others between them. */
  readonly kind: "step" | "whole";
}

/** A row of the table: a case under one context, with the arms that are planned, the oldest version first. */
export interface VersionRow {
  readonly of: Case;
  readonly context: Context;
  readonly arms: readonly Arm[];
  readonly planned: PlannedCase;
}

/** The builds of a run that compares versions of one runtime, the oldest first. */
export function versionsInOrder(runtimes: readonly RuntimeFacts[]): RuntimeFacts[] {
  return [...runtimes].sort((a, b) => byVersion(a.version, b.version));
}

/** In the order of the plan; contexts that no version has are no rows. */
export function versionRows(cases: readonly PlannedCase[], versions: readonly Build[]): VersionRow[] {
  return cases.flatMap((planned) => {
    const asked = [...planned.arms, ...planned.unsupported].map(({ context }) => context);
    return contexts
      .filter((context) => asked.includes(context))
      .map((context) => {
        const arms = versions.flatMap(({ build }) =>
          planned.arms.filter((arm) => arm.build === build && arm.context === context),
        );
        return { of: planned.of, context, arms, planned };
      });
  });
}

export function versionPairs({ arms }: Pick<VersionRow, "arms">): VersionPair[] {
  const steps = arms.slice(1).map((head, index): VersionPair => ({ base: arms[index]!, head, kind: "step" }));
  if (arms.length < 3) return steps;
  return [...steps, { base: arms[0]!, head: arms.at(-1)!, kind: "whole" }];
}
