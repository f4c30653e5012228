/** For tests: phases made of numbers that a test chooses. */
import type { StudyReading } from "../study-records.ts";
import { syntheticRun } from "../synthetic-run.ts";
import type { PhaseValue, ServiceArm, ServiceCase, ServiceFile, ServicePlan } from "./service-records.ts";
import { type ServiceStep, serviceSteps, stepArrivalsNs } from "./service-steps.ts";

export interface SyntheticPhase {
  /** Of a core, the whole process. */
  readonly cpuShare: number;
  readonly latencyMs: number;
  readonly serverShare?: number;
  /** How many of the phase's arrivals are answered after its end. */
  readonly queue?: number;
  /** How late the event loop is to every probe. */
  readonly loopLateMs?: number;
  /** Index of the arrival → why it got no response. */
  readonly errors?: Readonly<Record<number, string>>;
}

export interface SyntheticService {
  readonly cases: readonly ServiceCase[];
  readonly plan?: Partial<ServicePlan>;
  /** What becomes of a phase; a text where it fails. */
  readonly phase: (step: ServiceStep) => SyntheticPhase | string;
}

export function syntheticServiceCase(given: Partial<ServiceCase> = {}): ServiceCase {
  return {
    runtime: "node",
    client: "node:https",
    trust: "bundle",
    arms: ["fresh", "shared", "control"],
    notShared: null,
    ratePerSecond: 50,
    calibration: { freshCpuNs: 8e6, sharedCpuNs: 2e6, serverCpuNs: 0.5e6 },
    ladders: [],
    ...given,
  };
}

/** Fresh takes 42 %, whatever stands in for shared 12 %, the control 2 %, with a scatter of ± 1 % of itself. */
export function usualPhase({ arm, round }: Pick<ServiceStep, "arm" | "round">): SyntheticPhase {
  const shares: Record<ServiceArm, number> = {
    fresh: 0.42,
    shared: 0.12,
    "shared-options": 0.42,
    control: 0.02,
  };
  const scatter = 1 + (((round * 7) % 10) - 4.5) / 450;
  return { cpuShare: shares[arm] * scatter, latencyMs: arm === "fresh" ? 9 : 3, serverShare: 0.05 };
}

export function syntheticService({ cases, plan: given, phase }: SyntheticService): ServiceFile {
  const clients = cases.map(({ runtime, client, trust }) => ({
    runtime,
    client,
    trust,
    scenario: "request" as const,
    latencyNs: { fresh: 1 },
  }));
  const run = syntheticRun({ cases: clients, rounds: 1 });
  const header = { ...run.header, study: "service" as const, commandLine: ["ctxcost", "service"] };
  const plan: ServicePlan = {
    kind: "plan",
    study: "service",
    rounds: 10,
    exploratory: false,
    arrivals: "fixed",
    rateGiven: false,
    warmupNs: 1e9,
    phaseNs: 3e9,
    sliceNs: 250e6,
    probeNs: 20e6,
    ladder: { rounds: 3, warmupNs: 0.5e9, leastPhaseNs: 1.5e9, leastArrivals: 150, p99BoundNs: 50e6 },
    cases,
    ...given,
  };
  const steps = serviceSteps(plan, header.seed);
  const readings = steps.map((step) => reading(plan, step, phase(step)));
  const failedObservations = readings.filter(({ status }) => status === "failed").length;
  const finish = { kind: "finish", finishedAt: "2026-11-25", elapsedNs: 900e9, failedObservations } as const;
  return { header, plan, readings, finish };
}

function reading(
  plan: ServicePlan,
  step: ServiceStep,
  phase: SyntheticPhase | string,
): StudyReading<PhaseValue> {
  const { runtime, round, id } = step;
  const base = { kind: "reading", runtime, round, id, processNs: 4e9 } as const;
  if (typeof phase === "string") return { ...base, status: "failed", reason: phase, stderr: "" };
  return { ...base, status: "valid", value: phaseValue(plan, step, phase) };
}

function phaseValue(plan: ServicePlan, step: ServiceStep, phase: SyntheticPhase): PhaseValue {
  const { warmupNs, phaseNs } = step;
  const arrivals = stepArrivalsNs(plan, step);
  const { errors = {}, latencyMs, cpuShare, serverShare = 0, queue = 0, loopLateMs = 0.5 } = phase;
  const warmupArrivals = arrivals.filter((at) => at < warmupNs).length;
  const slices = Math.ceil(phaseNs / plan.sliceNs);
  const atNs = Array.from({ length: slices + 1 }, (_, index) =>
    Math.min(warmupNs + phaseNs, warmupNs + index * plan.sliceNs),
  );
  const wholeNs = warmupNs + phaseNs;
  const requests = step.arm === "control" ? 0 : arrivals.length - Object.keys(errors).length;
  return {
    warmupArrivals,
    responsesInPhase: arrivals.length - warmupArrivals - queue,
    // One in a hundred takes twice as long.
    latencyUs: arrivals.map((_, index) =>
      index in errors ? null : Math.round(latencyMs * 1000 * (index % 100 === 99 ? 2 : 1)),
    ),
    lateUs: arrivals.map(() => 500),
    probeLateUs: Array.from({ length: 100 }, (_, index) => loopLateMs * 1000 + index * 10),
    marks: { atNs, cpuNs: atNs.map((at) => Math.round(50e6 + at * cpuShare)) },
    wholeNs,
    firstError: Object.values(errors)[0] ?? null,
    server: {
      connections: requests,
      fullHandshakes: requests,
      resumedHandshakes: 0,
      requests,
      clientCertificates: 0,
      failedHandshakes: 0,
      cpuNs: Math.round(wholeNs * serverShare),
    },
  };
}
