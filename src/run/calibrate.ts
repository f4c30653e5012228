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
    const own = isReference(of.runtime) ? budgetOfReference(budget) : budget;
    const { warmupOperations, timedOperations } =
      known.get(id) ?? (await countsByPilot(workbench, arms[0]!, own));
    planned.push({ ...base, warmupOperations, timedOperations });
    onEvent({ kind: "step-done" });
  }
  return planned;
}

/**
 * By one short process of the arm, `run` where it is not the arm's usual one. An arm that fails here will fail in its
 * rounds as well, where the failure is recorded with its stderr.
 */
export async function countsByPilot(
  workbench: Workbench,
  arm: Arm,
  budget: Budget,
  run = () => workbench.measure(arm, calibrationCounts),
): Promise<OperationCounts> {
  const result = await workbench.withLivingServer(run);
  const times = result.status === "failed" ? [budget.timedNs] : result.answer.measurement.operationNs;
  return operationCounts(times, budget, arm.scenario);
}

/** Calibrates one after another, in view of whoever watches; those that an interruption leaves are not in the result. */
export async function calibrateEach<Item extends { readonly id: string }, Calibrated>(
  { options: { onEvent, signal } }: Workbench,
  items: readonly Item[],
  calibrated: (item: Item) => Promise<Calibrated>,
): Promise<Calibrated[]> {
  onEvent({ kind: "phase", phase: "calibrate", total: items.length });
  const results: Calibrated[] = [];
  for (const item of items) {
    if (signal.aborted) break;
    onEvent({ kind: "step", label: item.id });
    results.push(await calibrated(item));
    onEvent({ kind: "step-done" });
  }
  return results;
}
