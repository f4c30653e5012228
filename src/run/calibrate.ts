/** Before round 1: how long an operation takes, so that every arm of a case runs the same number of them. */
import { type Arm, isReference } from "../core/model.ts";
import type { PlannedCase } from "../core/records.ts";
import {
  type Budget,
  budgetOfReference,
  calibrationCounts,
  type OperationCounts,
  operationCounts,
} from "./operation-counts.ts";
import type { SelectedCase } from "./plan.ts";
import type { Workbench } from "./workbench.ts";

/**
 * Measures the first arm (`fresh`) of each case once and fixes the case's counts by it. A case whose counts are `known`
 * from another run, by its id, takes those: to be repeated, an experiment has to be the same.
 */
export async function calibrate(
  workbench: Workbench,
  cases: readonly SelectedCase[],
  budget: Budget,
  known: ReadonlyMap<string, OperationCounts> = new Map(),
): Promise<PlannedCase[]> {
  const { onEvent, signal } = workbench.options;
  onEvent({ kind: "phase", phase: "calibrate", total: cases.filter(({ arms }) => arms.length > 0).length });
  const planned: PlannedCase[] = [];
  for (const { id, of, arms, unsupported } of cases) {
    if (signal.aborted) break;
    const base = { id, of, arms, unsupported, excluded: null };
    if (arms.length === 0) {
      planned.push({ ...base, warmupOperations: 0, timedOperations: 0 });
      continue;
    }
    onEvent({ kind: "step", label: id });
    planned.push({ ...base, ...(known.get(id) ?? (await countsOf(workbench, arms[0]!, budget))) });
    onEvent({ kind: "step-done" });
  }
  return planned;
}

async function countsOf(workbench: Workbench, arm: Arm, whole: Budget): Promise<OperationCounts> {
  const budget = isReference(arm.runtime) ? budgetOfReference(whole) : whole;
  const result = await workbench.withLivingServer(() => workbench.measure(arm, calibrationCounts));
  // An arm that fails here will fail in its rounds as well, where the failure is recorded with its stderr.
  if (result.status === "failed") return operationCounts([budget.timedNs], budget, arm.scenario);
  return operationCounts(result.answer.measurement.operationNs, budget, arm.scenario);
}
