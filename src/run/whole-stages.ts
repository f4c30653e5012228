/** What a validator of types does not see: the stages of a request have a time for each operation, or the median of none is taken. */
import type { z } from "zod";
import type { Measurement } from "../core/records.ts";
import { stageNames } from "../core/runtime-facts.ts";

export function expectWholeStages(
  { operationNs, stages }: Measurement,
  { addIssue }: Pick<z.core.$RefinementCtx, "addIssue">,
): void {
  for (const stage of stageNames) {
    const reached = stages?.[stage]?.length ?? operationNs.length;
    if (reached === operationNs.length) continue;
    const message = `expected a time for each of the ${operationNs.length} operations, got ${reached}`;
    addIssue({ code: "custom", path: ["stages", stage], message });
  }
}
