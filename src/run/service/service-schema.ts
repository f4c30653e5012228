/** The validators of a service study's file, declared to be of their types in core. */
import { z } from "zod";
import { allRuntimes, trusts } from "../../core/model.ts";
import { arrivalNames } from "../../core/service/arrivals.ts";
import type { PhaseValue, ServiceArm, ServiceCase, ServicePlan } from "../../core/service/service-records.ts";
import { count } from "../parts-schema.ts";
import { serverCounts } from "../schema.ts";
import { studyPlanFields, studySchemas } from "../study/study-schema.ts";

const arm: z.ZodType<ServiceArm> = z.enum(["fresh", "shared", "shared-options", "control"]);
const rate = z.number().positive();
const nanoseconds = z.number().nonnegative();

const serviceCase: z.ZodType<ServiceCase> = z.object({
  runtime: z.enum(allRuntimes),
  client: z.string(),
  trust: z.enum(trusts),
  arms: z.array(arm),
  notShared: z.string().nullable(),
  ratePerSecond: rate,
  calibration: z.object({ freshCpuNs: nanoseconds, sharedCpuNs: nanoseconds, serverCpuNs: nanoseconds }),
  ladders: z.array(z.object({ arm, ratesPerSecond: z.array(rate) })),
});

/** The picture has one point for each. */
const mostSlices = 10_000;

const plan: z.ZodType<ServicePlan> = z
  .object({
    ...studyPlanFields,
    study: z.literal("service"),
    arrivals: z.enum(arrivalNames),
    rateGiven: z.boolean(),
    warmupNs: count,
    phaseNs: count.min(1),
    sliceNs: count.min(1),
    probeNs: count.min(1),
    ladder: z.object({
      rounds: count,
      warmupNs: count,
      leastPhaseNs: count.min(1),
      leastArrivals: count,
      p99BoundNs: rate,
    }),
    cases: z.array(serviceCase),
  })
  .refine(({ phaseNs, sliceNs }) => phaseNs / sliceNs <= mostSlices, {
    path: ["sliceNs"],
    message: `expected at most ${mostSlices} slices in a phase`,
  });

/** Of what the worker answers and of what is stored. */
export const servedFields = {
  latencyUs: z.array(count.nullable()),
  // A clock that is read twice may seem to go back by its own step.
  lateUs: z.array(z.number().int()),
  probeLateUs: z.array(z.number().int()).min(1),
  marks: z
    .object({ atNs: z.array(count).min(2), cpuNs: z.array(count).min(2) })
    .refine(({ atNs, cpuNs }) => atNs.length === cpuNs.length && atNs.at(-1)! > atNs[0]!, {
      message: "expected a CPU time for each time, and the last later than the first",
    }),
  wholeNs: count.min(1),
  firstError: z.string().nullable(),
};

const value: z.ZodType<PhaseValue> = z.object({
  ...servedFields,
  warmupArrivals: count,
  responsesInPhase: count,
  server: serverCounts,
});

export const serviceSchemas = studySchemas<ServicePlan, PhaseValue>(plan, value);
