/** The study of a service under steady load: one process a phase, against the fixture server. */
import type { PhaseValue, ServicePlan } from "../../core/service/service-records.ts";
import { type ServiceStep, serviceSteps, stepArrivalsNs } from "../../core/service/service-steps.ts";
import type { ServiceJob } from "../../protocol/job.ts";
import type { StepOutcome, Study } from "../study/run-study.ts";
import { startCounting } from "../study/start-counting.ts";
import type { Workbench } from "../workbench.ts";
import { planService, type ServiceOptions } from "./service-plan.ts";
import { brokenServicePremise } from "./service-premise.ts";
import { serviceSchemas } from "./service-schema.ts";

export const longestPhaseSeconds = 60;
/** An arm that is overloaded has a queue when its arrivals end; whoever waits longer than this got no response. */
const patienceNs = 10e9;

export const serviceStudy: Study<ServicePlan, PhaseValue, ServiceStep, ServiceOptions> = {
  name: "service",
  schemas: serviceSchemas,
  timeoutMs: 2 * longestPhaseSeconds * 1000,
  plan: (workbench, options) => planService(workbench, options),
  steps: serviceSteps,
  measure: measurePhase,
};

async function measurePhase(
  workbench: Workbench,
  plan: ServicePlan,
  step: ServiceStep,
): Promise<StepOutcome<PhaseValue>> {
  const job = await jobOf(workbench, plan, step);
  const countedSince = await startCounting(workbench);
  const { trust } = step.case;
  const extraCa = workbench.extraCa({ trust, scenario: "request", context: job.context ?? "fresh" });
  const result = await workbench.run<"service">(step, job, extraCa);
  const { processNs, stderr } = result;
  if (result.status === "failed") return { status: "failed", reason: result.reason, stderr, processNs };
  const counts = await countedSince();
  const { answer } = result;
  const reason = brokenServicePremise(step, workbench.facts(step).version, job, answer, counts);
  if (reason !== null) return { status: "failed", reason, stderr, processNs };
  const { latencyUs, lateUs, probeLateUs, marks, wholeNs, firstError } = answer;
  const warmupArrivals = job.arrivalsNs.filter((at) => at < step.warmupNs).length;
  const responsesInPhase = responsesWithin(step, job, latencyUs);
  const columns = { latencyUs, lateUs, probeLateUs, marks, wholeNs, firstError };
  const value = { warmupArrivals, responsesInPhase, ...columns, server: counts };
  return { status: "valid", value, processNs };
}

function responsesWithin(
  { warmupNs, phaseNs }: ServiceStep,
  { arrivalsNs }: ServiceJob,
  latencyUs: readonly (number | null)[],
): number {
  return latencyUs.filter((latency, index) => {
    if (latency === null) return false;
    const atNs = arrivalsNs[index]! + latency * 1e3;
    return atNs >= warmupNs && atNs < warmupNs + phaseNs;
  }).length;
}

async function jobOf(workbench: Workbench, plan: ServicePlan, step: ServiceStep): Promise<ServiceJob> {
  const { client, trust, runtime } = step.case;
  const { warmupNs, phaseNs } = step;
  return {
    kind: "service",
    client,
    context: step.arm === "control" ? null : step.arm,
    arrivalsNs: stepArrivalsNs(plan, step),
    marksNs: everyNs(plan.sliceNs, warmupNs, warmupNs + phaseNs),
    probesNs: everyNs(plan.probeNs, warmupNs, warmupNs + phaseNs),
    patienceNs,
    endpoint: await workbench.endpoint({ runtime, client, trust }),
    trustFiles: workbench.trustFiles(trust),
  };
}

/** From the one to the other, both included. */
function everyNs(stepNs: number, fromNs: number, toNs: number): number[] {
  const times: number[] = [];
  for (let at = fromNs; at < toNs; at += stepNs) times.push(at);
  return [...times, toNs];
}
