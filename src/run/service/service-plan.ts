/** What the study fixes before its first phase: the cases, and the rate of each by what a request costs. */
import { cpuNs } from "../../core/arm-result.ts";
import type { Arrivals } from "../../core/service/arrivals.ts";
import { chosenRate, ladderRates } from "../../core/service/rates.ts";
import type { Calibration, Ladder, ServiceCase, ServicePlan } from "../../core/service/service-records.ts";
import { serviceCaseId } from "../../core/service/service-steps.ts";
import { calibrateEach } from "../calibrate.ts";
import { startCounting } from "../study/start-counting.ts";
import type { Workbench } from "../workbench.ts";
import { type ServiceSelection, selectServiceCases, type UncalibratedCase } from "./service-cases.ts";

export interface ServiceOptions extends ServiceSelection {
  readonly rounds: number;
  readonly quick: boolean;
  /** For every case; chosen by a calibration where absent. */
  readonly ratePerSecond?: number | undefined;
  readonly arrivals: Arrivals;
  /** Of a phase, after its warm-up. */
  readonly phaseNs: number;
  readonly p99BoundNs: number;
}

const calibrationCounts = { warmupOperations: 30, timedOperations: 60 };

export async function planService(workbench: Workbench, options: ServiceOptions): Promise<ServicePlan> {
  const { rounds, quick, arrivals, phaseNs, p99BoundNs } = options;
  const selected = selectServiceCases(workbench.options.facts, options);
  const named = selected.map((of) => ({ id: serviceCaseId(of), of }));
  const cases = await calibrateEach(workbench, named, ({ of }) => withRates(workbench, of, options));
  return {
    kind: "plan",
    study: "service",
    rounds,
    exploratory: quick,
    arrivals,
    rateGiven: options.ratePerSecond !== undefined,
    warmupNs: quick ? 500e6 : 1e9,
    phaseNs,
    sliceNs: 250e6,
    probeNs: 20e6,
    ladder: {
      rounds: quick ? 1 : Math.min(3, rounds),
      warmupNs: 500e6,
      leastPhaseNs: 1.5e9,
      leastArrivals: 150,
      p99BoundNs,
    },
    cases,
  };
}

async function withRates(
  workbench: Workbench,
  one: UncalibratedCase,
  { ratePerSecond }: ServiceOptions,
): Promise<ServiceCase> {
  const calibration = await calibrate(workbench, one);
  return {
    ...one,
    calibration,
    ratePerSecond: ratePerSecond ?? chosenRate(calibration),
    ladders: laddersOf(one, calibration),
  };
}

function laddersOf({ arms }: UncalibratedCase, { freshCpuNs, sharedCpuNs }: Calibration): Ladder[] {
  return arms
    .filter((arm) => arm !== "control")
    .map((arm) => ({ arm, ratesPerSecond: ladderRates(arm === "fresh" ? freshCpuNs : sharedCpuNs) }));
}

/** By the suite's own loop: requests one after another, and what the server spent on them. */
async function calibrate(workbench: Workbench, one: UncalibratedCase): Promise<Calibration> {
  const fresh = await cpuOf(workbench, one, "fresh");
  const other = await cpuOf(workbench, one, one.notShared === null ? "shared" : "shared-options");
  const serverCpuNs = Math.max(fresh.serverCpuNs, other.serverCpuNs);
  return { freshCpuNs: fresh.cpuNs, sharedCpuNs: other.cpuNs, serverCpuNs };
}

async function cpuOf(
  workbench: Workbench,
  { runtime, client, trust }: UncalibratedCase,
  context: "fresh" | "shared" | "shared-options",
) {
  const countedSince = await startCounting(workbench);
  const arm = { runtime, client, trust, scenario: "request", context } as const;
  const result = await workbench.measure(arm, calibrationCounts);
  if (result.status === "failed") {
    throw new Error(
      `calibrate ${runtime}/${client}/${trust}/${context}: expected some requests to choose the rate by: ${result.reason}`,
    );
  }
  const server = await countedSince();
  const { loop } = result.answer.measurement;
  return {
    cpuNs: cpuNs(loop) / calibrationCounts.timedOperations,
    serverCpuNs: server.cpuNs / Math.max(1, server.requests),
  };
}
