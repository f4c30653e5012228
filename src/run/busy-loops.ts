/** The self-test's slow-downs: how long the busy loop of each slowed arm has to be, by a pilot before round 1. */
import { processMedianNs } from "../core/arm-result.ts";
import { type Arm, armId } from "../core/model.ts";
import { median } from "../core/quantile.ts";
import type { PlannedCase } from "../core/records.ts";
import type { Workbench } from "./workbench.ts";

/** The calibration's eight operations are the process's first and slower than what will be timed. */
const pilotProcesses = 5;

/** Adds the busy loops of the builds that have a slow-down; without any, returns the cases as they are. */
export async function withBusyLoops(
  workbench: Workbench,
  cases: readonly PlannedCase[],
): Promise<PlannedCase[]> {
  const { onEvent, signal, facts } = workbench.options;
  if (facts.every(({ slowDown }) => slowDown === undefined)) return [...cases];
  onEvent({ kind: "phase", phase: "calibrate", total: cases.length });
  const slowed: PlannedCase[] = [];
  for (const planned of cases) {
    if (signal.aborted) break;
    onEvent({ kind: "step", label: `${planned.id}: how long a slow-down is` });
    slowed.push({ ...planned, busyLoopNs: await busyLoopsOf(workbench, planned) });
    onEvent({ kind: "step-done" });
  }
  return slowed;
}

async function busyLoopsOf(workbench: Workbench, planned: PlannedCase): Promise<Record<string, number>> {
  const loops: Record<string, number> = {};
  const pilots = new Map<Arm["context"], number>();
  for (const arm of planned.arms) {
    const share = workbench.facts(arm).slowDown ?? 0;
    if (share === 0) continue;
    const latencyNs = pilots.get(arm.context) ?? (await pilot(workbench, planned, arm));
    pilots.set(arm.context, latencyNs);
    loops[armId(arm)] = Math.round(share * latencyNs);
  }
  return loops;
}

/** What an operation takes without a slow-down: the median of processes' medians, as the tables have it. */
async function pilot(workbench: Workbench, planned: PlannedCase, arm: Arm): Promise<number> {
  const medians: number[] = [];
  for (let process = 0; process < pilotProcesses; process++) {
    const result = await workbench.withLivingServer(() => workbench.measure(arm, planned));
    if (result.status === "failed") throw new Error(`pilot ${armId(arm)}: ${result.reason}`);
    medians.push(processMedianNs(result.answer.measurement));
  }
  return median(medians);
}
