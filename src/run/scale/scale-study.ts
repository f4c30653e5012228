/** `ctxcost scale`: every arm at several numbers of CAs, each in a fresh process, the points of a line neighbours in time. */
import { planRounds } from "../../core/arm-order.ts";
import type { ScaleValue } from "../../core/scale/scale-records.ts";
import { type ScaleArm, type ScaleCase, type ScalePlan, scaleArmId } from "../../core/scale/scale-records.ts";
import { calibrateEach, countsByPilot } from "../calibrate.ts";
import { calibrationCounts, type OperationCounts } from "../operation-counts.ts";
import { brokenPremise } from "../premise.ts";
import { fixtureFolder } from "../project.ts";
import type { StepOutcome, Study, StudyStep } from "../study/run-study.ts";
import { startCounting } from "../study/start-counting.ts";
import type { Workbench } from "../workbench.ts";
import { trustFilesOf, writeCaSets } from "./ca-sets.ts";
import {
  caCountsOf,
  isExploratory,
  quickScaleBudget,
  type ScaleOptions,
  scaleBudget,
  scaleCases,
} from "./scale-plan.ts";
import { scaleSchemas } from "./scale-schema.ts";

export interface ScaleStep extends StudyStep {
  readonly arm: ScaleArm;
  readonly counts: OperationCounts;
}

export const scaleStudy: Study<ScalePlan, ScaleValue, ScaleStep, ScaleOptions> = {
  name: "scale",
  schemas: scaleSchemas,
  timeoutMs: 60_000,
  plan: planScale,
  steps,
  measure,
};

async function planScale(workbench: Workbench, options: ScaleOptions): Promise<ScalePlan> {
  const { fixture, facts } = workbench.options;
  const caCounts = caCountsOf(fixture.bundleCount, options.quick);
  const selected = scaleCases(facts, options, fixture.bundleCount);
  const sets = await writeCaSets(fixture, fixtureFolder, caCounts);
  const cases = await calibrateEach(workbench, selected, async (one): Promise<ScaleCase> => {
    const counts = await calibrated(workbench, sets, one.arms, options);
    return { ...one, ...(counts ?? { warmupOperations: 0, timedOperations: 1 }) };
  });
  const { rounds } = options;
  const exploratory = isExploratory(options);
  return { kind: "plan", study: "scale", rounds, exploratory, caCounts, ...sets, cases };
}

/** By the dearest arm of the case: its first context with the most CAs. Null where the case has no arm. */
async function calibrated(
  workbench: Workbench,
  sets: Pick<ScalePlan, "caSets">,
  arms: readonly ScaleArm[],
  { quick }: ScaleOptions,
): Promise<OperationCounts | null> {
  const first = arms[0];
  if (!first) return null;
  const own = arms.filter(({ context }) => context === first.context);
  const dearest = own.reduce((a, b) => (b.caCount > a.caCount ? b : a));
  const pilot = () => runArm(workbench, sets, dearest, calibrationCounts);
  return countsByPilot(workbench, dearest, quick ? quickScaleBudget : scaleBudget, pilot);
}

function steps(plan: ScalePlan, seed: number): ScaleStep[] {
  return planRounds(plan.cases, plan.rounds, seed).flatMap(({ round, case: planned, arms }) =>
    arms.map((arm) => ({
      runtime: arm.runtime,
      build: arm.build,
      round,
      id: scaleArmId(arm),
      arm,
      counts: planned,
    })),
  );
}

async function runArm(
  workbench: Workbench,
  sets: Pick<ScalePlan, "caSets">,
  { caSet, caCount, ...arm }: ScaleArm,
  { warmupOperations, timedOperations }: OperationCounts,
) {
  const trustFiles = trustFilesOf(workbench.options.fixture, sets, { caSet, caCount });
  const endpoint = await workbench.endpoint(arm);
  const counts = { warmupOperations, timedOperations, busyLoopNs: 0 };
  return workbench.run<"measure">(arm, { kind: "measure", arm, ...counts, endpoint, trustFiles }, false);
}

async function measure(
  workbench: Workbench,
  plan: ScalePlan,
  { arm, counts }: ScaleStep,
): Promise<StepOutcome<ScaleValue>> {
  const countedSince = await startCounting(workbench);
  const result = await runArm(workbench, plan, arm, counts);
  const { processNs, stderr } = result;
  if (result.status === "failed") return { status: "failed", reason: result.reason, stderr, processNs };
  const server = await countedSince();
  const expected = {
    arm,
    facts: workbench.facts(arm),
    timedOperations: counts.timedOperations,
    operations: 1 + counts.warmupOperations + counts.timedOperations,
    extraCa: false,
    givenCaCount: arm.caCount,
    busyLoopNs: 0,
  };
  const broken = brokenPremise(expected, result.answer, server);
  if (broken !== null) return { status: "failed", reason: broken, stderr, processNs };
  return { status: "valid", value: { measurement: result.answer.measurement, server }, processNs };
}
