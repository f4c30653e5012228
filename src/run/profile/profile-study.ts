/** The study of profiles: each arm with and without a profiler, side by side in every round. */
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { planRounds } from "../../core/arm-order.ts";
import { type Arm, armId, isReference } from "../../core/model.ts";
import type { CpuProfile } from "../../core/profile/cpu-profile.ts";
import {
  armOfCase,
  type ProfiledCase,
  type ProfileMode,
  type ProfilePlan,
  type ProfileValue,
  readingId,
} from "../../core/profile/profile-records.ts";
import { cutToSection } from "../../core/profile/timed-section.ts";
import type { MeasureAnswer } from "../../protocol/job.ts";
import { calibrateEach, countsByPilot } from "../calibrate.ts";
import { type Budget, budgetOfReference } from "../operation-counts.ts";
import { brokenPremise } from "../premise.ts";
import type { StepOutcome, Study, StudyStep } from "../study/run-study.ts";
import { startCounting } from "../study/start-counting.ts";
import { UsageError } from "../unknown-word.ts";
import type { Workbench } from "../workbench.ts";
import type { WorkerResult } from "../worker-process.ts";
import { isStripped } from "./elf-symbols.ts";
import { findPerf, type Perf, perfInstrument, readPerf } from "./perf.ts";
import { profileSchemas } from "./profile-schema.ts";
import { type ChosenCase, chooseCases, type ProfileSelection } from "./profiled-cases.ts";
import { profilerOf, toMonotonic } from "./profilers.ts";
import { storableFrame } from "./storable-frame.ts";

export interface ProfileOptions extends ProfileSelection {
  readonly rounds: number;
  readonly exploratory: boolean;
  /** Native stacks too, by perf. */
  readonly native: boolean;
  readonly budget: Budget;
}

export interface ProfileStep extends StudyStep {
  readonly of: ProfiledCase;
  readonly arm: Arm;
  readonly mode: ProfileMode;
}

/** A profile of a second has 2,000 samples: as JSON some 100 kB, and a share of one half is off by 1 point. */
const samplingIntervalUs = 500;

export const profileBudget: Budget = {
  timedNs: 1e9,
  // The cheap arm runs as many, and is to be sampled as well.
  minimumOperations: 200,
  // The inputs of every operation are in memory beforehand.
  maximumOperations: 2000,
  preferredWarmup: 20,
  createWarmup: 300,
};
export const quickProfileBudget: Budget = {
  ...profileBudget,
  timedNs: 0.2e9,
  minimumOperations: 50,
  maximumOperations: 400,
};

/** At 20 ms and more for each of 200 the study would take twice as long, and the cheap arm be seen no better. */
function profileBudgetOfReference(budget: Budget): Budget {
  return { ...budgetOfReference(budget), timedNs: budget.timedNs, minimumOperations: 40 };
}

export const profileStudy: Study<ProfilePlan, ProfileValue, ProfileStep, ProfileOptions> = {
  name: "profile",
  schemas: profileSchemas,
  timeoutMs: 120_000,
  plan,
  steps,
  measure,
};

async function plan(workbench: Workbench, options: ProfileOptions): Promise<ProfilePlan> {
  const { facts } = workbench.options;
  // Before anything is measured: what is missing is said at once.
  if (options.native) findPerf();
  const { chosen, notProfiled } = chooseCases(facts, options);
  if (chosen.length === 0) {
    const reasons = notProfiled.map(({ id, reason }) => `${id}: ${reason}`).join("; ");
    throw new UsageError(`profile: nothing is left of what was asked for: ${reasons || "no runtime has it"}`);
  }
  const cases = await calibrateEach(workbench, chosen, (one) => withCounts(workbench, one, options.budget));
  return {
    kind: "plan",
    study: "profile",
    rounds: options.rounds,
    exploratory: options.exploratory,
    cases,
    notProfiled,
    samplingIntervalUs,
    modes: options.native ? ["plain", "sampled", "native"] : ["plain", "sampled"],
  };
}

async function withCounts(workbench: Workbench, one: ChosenCase, budget: Budget): Promise<ProfiledCase> {
  const own = isReference(one.of.runtime) ? profileBudgetOfReference(budget) : budget;
  return { ...one, ...(await countsByPilot(workbench, armOfCase(one, one.before), own)) };
}

/** The processes of a case are neighbours in time; their order in a round is the reverse of that of the round before. */
function steps({ cases, rounds, modes }: ProfilePlan, seed: number): ProfileStep[] {
  const paired = modes.filter((mode) => mode !== "native");
  const groups = cases.map((of) => ({ arms: stepsOf(of, paired) }));
  const counted = planRounds(groups, rounds, seed).flatMap(({ round, arms }) =>
    arms.map((step) => ({ ...step, round })),
  );
  // Native stacks are looked at, not averaged: one process an arm, after all that is counted.
  const natives = cases.flatMap((of) => stepsOf(of, modes.includes("native") ? ["native"] : []));
  return [...counted, ...natives];
}

/** Of the first round. */
function stepsOf(of: ProfiledCase, modes: readonly ProfileMode[]): ProfileStep[] {
  return [of.before, of.after].flatMap((context) =>
    modes.map((mode) => {
      const arm = armOfCase(of, context);
      return { runtime: of.of.runtime, round: 1, id: readingId(arm, mode), of, arm, mode };
    }),
  );
}

async function measure(
  workbench: Workbench,
  { samplingIntervalUs: intervalUs }: ProfilePlan,
  step: ProfileStep,
): Promise<StepOutcome<ProfileValue>> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-profile-"));
  try {
    const perf = step.mode === "native" ? findPerf() : null;
    const { result, broken } = await runStep(workbench, step, folder, intervalUs, perf);
    const { processNs, stderr } = result;
    if (result.status === "failed") return { status: "failed", reason: result.reason, stderr, processNs };
    if (broken !== null) return { status: "failed", reason: broken, stderr, processNs };
    const { loop, cpuResolutionNs, operationNs } = result.answer.measurement;
    const profile = await profileOf(step, folder, result.answer);
    const isNameless = perf ? isStripped(workbench.options.binaries.get(step.runtime)!.path) : null;
    const value: ProfileValue = {
      mode: step.mode,
      timedOperations: operationNs.length,
      loop,
      cpuResolutionNs,
      profile,
      isStripped: isNameless,
    };
    return { status: "valid", value, processNs };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The worker with its profiler, and the first premise that does not hold: the server's counts agree with what it says. */
async function runStep(
  workbench: Workbench,
  { of, arm, mode }: ProfileStep,
  folder: string,
  intervalUs: number,
  perf: Perf | null,
): Promise<{ result: WorkerResult<"measure">; broken: string | null }> {
  const countedSince = await startCounting(workbench);
  const sampled = mode === "sampled" ? profilerOf(arm.runtime).instrument(folder, intervalUs) : undefined;
  const instrument = perf ? perfInstrument(perf, arm.runtime, folder) : sampled;
  const result = await workbench.measure(arm, of, 0, instrument);
  const counts = await countedSince();
  if (result.status === "failed") return { result, broken: null };
  const { timedOperations, warmupOperations } = of;
  const operations = 1 + warmupOperations + timedOperations;
  const extraCa = workbench.extraCa(arm);
  const expected = { arm, facts: workbench.facts(arm), timedOperations, operations, extraCa, busyLoopNs: 0 };
  return { result, broken: brokenPremise(expected, result.answer, counts) };
}

/** Of the timed section, with nothing of this machine in it; null where none was made. */
async function profileOf(
  { mode, arm }: ProfileStep,
  folder: string,
  answer: MeasureAnswer,
): Promise<CpuProfile | null> {
  if (mode === "plain") return null;
  const { section } = answer;
  if (!section) throw new Error(`${armId(arm)}: the worker did not say when its timed section was`);
  if (mode === "native") return cutToSection(await readPerf(folder), toMonotonic(section), storableFrame);
  const profiler = profilerOf(arm.runtime);
  // The clocks first: reading the file takes a while, in which they could drift apart.
  const own = profiler.section(section);
  return cutToSection(profiler.read(folder), own, storableFrame);
}
