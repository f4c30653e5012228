/**
 * What of a run of builds has no change to show, and why: nothing that was asked for may go missing without a word. Single
 * builds, which could have none, are told of apart.
 */

import { type Arm, armId } from "../model.ts";
import type { PlannedCase, Run } from "../records.ts";
import { comparedBuilds } from "./build-pairs.ts";
import type { NotCompared } from "./change.ts";
import type { BuildComparison } from "./compare-builds.ts";
import { isSingle } from "./single-builds.ts";

export function buildsNotCompared(run: Run, comparisons: readonly BuildComparison[]): NotCompared[] {
  const excluded = run.plan.cases.flatMap(({ id, of, excluded: reason }) =>
    reason === null || isSingle(run.header.runtimes, of.runtime) ? [] : [{ armId: id, reason }],
  );
  const withheld = comparisons
    .filter(({ ratio }) => ratio === null)
    .map((one) => ({ armId: armId(one.head.arm), reason: reasonOf(one) }));
  return [...excluded, ...run.plan.cases.flatMap((planned) => unpaired(planned, run)), ...withheld];
}

function reasonOf({ base, head, verdict }: BuildComparison): string {
  if (head.state === "failed") return head.reason;
  if (base.state === "failed") return `the base failed: ${base.reason}`;
  if (head.state === "not run") return `not run: ${head.reason}`;
  if (base.state === "not run") return `the base was not run: ${base.reason}`;
  return verdict.kind === "withheld" ? verdict.reason : "it has no ratio";
}

/** Arms that one of base and head has alone. */
function unpaired(planned: PlannedCase, { header }: Run): NotCompared[] {
  const { arms, of, excluded } = planned;
  const [base, ...heads] = comparedBuilds(header.runtimes, of.runtime) ?? [];
  if (base === undefined || excluded !== null) return [];
  const contexts = [...new Set(arms.map(({ context }) => context))];
  return heads.flatMap((build) =>
    contexts.flatMap((context) => {
      const has = (name: string) => arms.some((arm) => arm.build === name && arm.context === context);
      if (has(base) === has(build)) return [];
      const lacking = has(base) ? build : base;
      return [{ armId: armId({ ...of, build, context }), reason: lackText(planned, lacking, context) }];
    }),
  );
}

function lackText({ unsupported }: PlannedCase, lacking: string, context: Arm["context"]): string {
  const known = unsupported.find((one) => one.context === context && one.reason.startsWith(`${lacking}: `));
  return known ? `unsupported on ${known.reason}` : `not on ${lacking}`;
}
