/** The study of memory: hold clients and weigh them; make and close clients and see whether anything is left behind. */

import { planRounds } from "../../core/arm-order.ts";
import {
  type GrowthWork,
  type HoldWork,
  type MemoryPlan,
  type MemoryValue,
  type PlannedMemory,
  roundsOf,
} from "../../core/memory/memory-records.ts";
import type { Arm } from "../../core/model.ts";
import type { OperationCounts } from "../operation-counts.ts";
import type { StepOutcome, Study, StudyStep } from "../study/run-study.ts";
import { startCounting } from "../study/start-counting.ts";
import { UsageError } from "../unknown-word.ts";
import type { Workbench } from "../workbench.ts";
import { type MemoryArm, type MemorySelection, memoryArms } from "./memory-arms.ts";
import { brokenMemoryPremise } from "./memory-premise.ts";
import { memorySchemas } from "./memory-schema.ts";

export interface MemoryOptions {
  readonly selection: MemorySelection;
  readonly rounds: number;
  readonly exploratory: boolean;
  readonly size: MemorySize;
}

/** How much one process does. */
export interface MemorySize {
  readonly hold: HoldWork;
  readonly growth: Pick<GrowthWork, "batches" | "warmupBatches">;
  /** Time for the operations of a batch, ns. */
  readonly batchNs: number;
  readonly leastOperationsPerBatch: number;
  readonly mostOperationsPerBatch: number;
}

export const fullSize: MemorySize = {
  hold: { mode: "hold", warmupClients: 8, steps: [0, 24, 40, 56, 72] },
  growth: { batches: 8, warmupBatches: 4 },
  batchNs: 120e6,
  leastOperationsPerBatch: 3,
  mostOperationsPerBatch: 400,
};
export const quickSize: MemorySize = {
  hold: { mode: "hold", warmupClients: 8, steps: [0, 16, 24, 32] },
  growth: { batches: 6, warmupBatches: 2 },
  batchNs: 15e6,
  leastOperationsPerBatch: 3,
  mostOperationsPerBatch: 200,
};

/** `hold` is estimated and not judged: more rounds than these make its intervals little narrower. */
const mostHoldRounds = 7;

/** What the calibration runs. */
const calibrationCounts: OperationCounts = { warmupOperations: 4, timedOperations: 8 };

interface MemoryStep extends StudyStep {
  readonly planned: PlannedMemory;
}

export const memoryStudy: Study<MemoryPlan, MemoryValue, MemoryStep, MemoryOptions> = {
  name: "memory",
  schemas: memorySchemas,
  timeoutMs: 60_000,
  // A page is resident or not, whoever else has the processor.
  lanes: 2,
  plan: makePlan,
  steps,
  measure,
};

async function makePlan(workbench: Workbench, options: MemoryOptions): Promise<MemoryPlan> {
  const { selection, rounds, exploratory, size } = options;
  const { groups, unsupported } = memoryArms(workbench.options.facts, selection);
  if (groups.length === 0) {
    throw new UsageError(
      "memory: no arm is left by --client, --trust, --scenario and --mode; " +
        "hold is measured after a request, and the controls have one scenario each",
    );
  }
  const arms = groups.flat();
  const planned = await withWork(workbench, arms, size);
  const judged = arms.filter(({ mode }) => mode === "growth").length;
  return {
    kind: "plan",
    study: "memory",
    rounds,
    exploratory,
    holdRounds: judged > 0 ? Math.min(rounds, mostHoldRounds) : rounds,
    planned,
    unsupported,
    familySize: judged,
  };
}

/** Every round of an arm does the same: the number of operations is fixed here, by the time that one takes. */
async function withWork(
  workbench: Workbench,
  arms: readonly MemoryArm[],
  size: MemorySize,
): Promise<PlannedMemory[]> {
  const { onEvent, signal } = workbench.options;
  onEvent({ kind: "phase", phase: "calibrate", total: arms.filter(({ mode }) => mode === "growth").length });
  const planned: PlannedMemory[] = [];
  for (const { id, mode, arm } of arms) {
    if (signal.aborted) break;
    if (mode === "hold") {
      planned.push({ id, arm, work: size.hold });
      continue;
    }
    onEvent({ kind: "step", label: id });
    const operationsPerBatch = await affordableOperations(workbench, arm, size);
    planned.push({ id, arm, work: { mode: "growth", ...size.growth, operationsPerBatch } });
    onEvent({ kind: "step-done" });
  }
  return planned;
}

async function affordableOperations(workbench: Workbench, arm: Arm, size: MemorySize): Promise<number> {
  const result = await workbench.withLivingServer(() => workbench.measure(arm, calibrationCounts));
  // An arm that fails here will fail in its rounds as well, where the failure is recorded with its stderr.
  if (result.status === "failed") return size.leastOperationsPerBatch;
  const operationNs = result.answer.measurement.loop.wallNs / calibrationCounts.timedOperations;
  const affordable = Math.round(size.batchNs / operationNs);
  return Math.min(size.mostOperationsPerBatch, Math.max(size.leastOperationsPerBatch, affordable));
}

/** Fresh and shared of one client are neighbours in time, each first equally often. */
function steps(plan: MemoryPlan, seed: number): readonly MemoryStep[] {
  const cases = new Map<string, PlannedMemory[]>();
  for (const planned of plan.planned) {
    const { arm, work, id } = planned;
    const key = work.mode === "hold" ? `${arm.runtime}/${arm.client}/${arm.trust}` : id;
    cases.set(key, [...(cases.get(key) ?? []), planned]);
  }
  const groups = [...cases.values()].map((members) => ({ members, arms: members.map(({ arm }) => arm) }));
  return planRounds(groups, plan.rounds, seed).flatMap(({ round, case: group, arms }) =>
    arms.flatMap((arm): MemoryStep[] => {
      const planned = group.members.find((member) => member.arm === arm)!;
      if (round > roundsOf(plan, planned)) return [];
      return [{ runtime: arm.runtime, round, id: planned.id, planned }];
    }),
  );
}

async function measure(
  workbench: Workbench,
  _plan: MemoryPlan,
  { planned }: MemoryStep,
): Promise<StepOutcome<MemoryValue>> {
  const { arm, work } = planned;
  const endpoint = await workbench.endpoint(arm);
  const trustFiles = workbench.trustFiles(arm.trust);
  const countedSince = await startCounting(workbench);
  const job = { kind: "memory", arm, work, endpoint, trustFiles } as const;
  const result = await workbench.run<"memory">(arm, job, workbench.extraCa(arm));
  const { processNs, stderr } = result;
  if (result.status === "failed") return { status: "failed", reason: result.reason, stderr, processNs };
  const { measurement } = result.answer;
  const seen = await countedSince();
  const broken = brokenMemoryPremise(planned, workbench.facts(arm).version, measurement, seen);
  if (broken !== null) return { status: "failed", reason: broken, stderr, processNs };
  return { status: "valid", value: { measurement, server: seen }, processNs };
}
