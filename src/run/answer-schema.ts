/** The shapes of a worker's answers as a validator, declared to be of their types in the protocol. */
import { z } from "zod";
import type {
  DescribeAnswer,
  Job,
  MeasureAnswer,
  MemoryAnswer,
  ServiceAnswer,
  VerifyAnswer,
} from "../protocol/job.ts";
import { memoryMeasurement } from "./memory/memory-schema.ts";
import { count } from "./parts-schema.ts";
import { context, describedFacts, measurement } from "./schema.ts";
import { servedFields } from "./service/service-schema.ts";

const described: z.ZodType<DescribeAnswer> = z.object({
  kind: z.literal("described"),
  facts: z.object(describedFacts),
});

const measured: z.ZodType<MeasureAnswer> = z.object({
  kind: z.literal("measured"),
  measurement,
  operations: count,
  hasExtraCa: z.boolean(),
  givenCaCount: count,
  busyLoopNs: count,
  section: z.object({ startUs: z.number().positive(), endUs: z.number().positive() }).optional(),
});

const verified: z.ZodType<VerifyAnswer> = z.object({
  kind: z.literal("verified"),
  results: z.array(
    z.object({
      context,
      premise: z.enum(["accepts", "refuses"]),
      passed: z.boolean(),
      detail: z.string(),
    }),
  ),
});

const served: z.ZodType<ServiceAnswer> = z.object({
  ...servedFields,
  kind: z.literal("served"),
  runtimeVersion: z.string(),
  packageThatRan: z.string().nullable(),
  cpuNs: count,
});

const weighed: z.ZodType<MemoryAnswer> = z.object({
  kind: z.literal("weighed"),
  measurement: memoryMeasurement,
});

/** Validators of a worker's answers, by the job's kind. */
export const answerSchemas = {
  describe: described,
  measure: measured,
  verify: verified,
  service: served,
  memory: weighed,
} as const;

export type AnswerOf<Kind extends Job["kind"]> = z.infer<(typeof answerSchemas)[Kind]>;
