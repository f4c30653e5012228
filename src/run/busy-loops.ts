/** The self-test's slow-downs: how long the busy loop of each slowed arm has to be, by a pilot before round 1. */
import { processMedianNs } from "../core/arm-result.ts";
import { type Arm, armId } from "../core/model.ts";
import type { PlannedCase } from "../core/records.ts";
import { median } from "../core/statistics/quantile.ts";
import type { Workbench } from "./workbench.ts";

/** The calibration's eight operations are the process's first and slower than what will be timed. */
const pilotProcesses = 5;
/** So many have to answer: a slow-down that is not known cannot be missed. */
const leastPilots = 3;

/**
 * Adds the busy loops of the builds that have a slow-down; without any, returns the cases as they are. A case whose
 * pilot fails is excluded with the reason: the others go on.
 */
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
    slowed.push({ ...planned, ...(await busyLoopsOf(workbench, planned)) });
    onEvent({ kind: "step-done" });
  }
  return slowed;
}

async function busyLoopsOf(
  workbench: Workbench,
  planned: PlannedCase,
): Promise<Pick<PlannedCase, "busyLoopNs"> | Pick<PlannedCase, "excluded">> {
  const loops: Record<string, number> = {};
  const pilots = new Map<Arm["context"], number>();
  for (const arm of planned.arms) {
    const share = workbench.facts(arm).slowDown ?? 0;
    if (share === 0) continue;
    const latencyNs = pilots.get(arm.context) ?? (await pilot(workbench, planned, arm));
    if (typeof latencyNs === "string") return { excluded: latencyNs };
    pilots.set(arm.context, latencyNs);
    loops[armId(arm)] = Math.round(share * latencyNs);
  }
  return { busyLoopNs: loops };
}

/** What an operation takes without a slow-down: the median of processes' medians, as the tables have it; or why not. */
async function pilot(workbench: Workbench, planned: PlannedCase, arm: Arm): Promise<number | string> {
  const medians: number[] = [];
  let reason = "";
  for (let process = 0; process < pilotProcesses; process++) {
    const result = await workbench.withLivingServer(() => workbench.measure(arm, planned));
    if (result.status === "answered") medians.push(processMedianNs(result.answer.measurement));
    else ({ reason } = result);
  }
  if (medians.length >= leastPilots) return median(medians);
  const text = `${pilotProcesses - medians.length} of ${pilotProcesses} pilots failed: ${reason}`;
  if (!workbench.options.signal.aborted)
    workbench.options.onEvent({ kind: "failure", label: armId(arm), reason: text });
  return `not measured: ${text}`;
}
