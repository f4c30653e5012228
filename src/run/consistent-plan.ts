/** What is asked of a plan beyond the types of its fields: that nothing in it makes a verdict easier than it was to be. */
import { armId, type Build } from "../core/model.ts";
import type { Plan } from "../core/records.ts";
import { shownValue } from "../core/visible-text.ts";
import { familySize } from "./plan.ts";

/** @param where file and line, for the error */
export function expectConsistentPlan(plan: Plan, builds: readonly Build[], where: string): void {
  expectDistinctArms(plan, where);
  const pairs = familySize(plan.cases, builds);
  if (plan.familySize >= pairs) return;
  throw new Error(
    `${where}, field familySize: expected at least the ${pairs} pairs that are planned, got ${plan.familySize}`,
  );
}

/** What one process measured would count for each arm of its name. */
function expectDistinctArms({ cases }: Plan, where: string): void {
  const known = new Set<string>();
  for (const [index, { arms }] of cases.entries()) {
    for (const [place, arm] of arms.entries()) {
      const id = armId(arm);
      if (known.has(id)) {
        throw new Error(
          `${where}, field cases.${index}.arms.${place}: expected each arm once, got ${shownValue(id)} again`,
        );
      }
      known.add(id);
    }
  }
}
