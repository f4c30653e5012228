/** The validators of the memory study's plan and values. */
import { z } from "zod";
import {
  type MemoryMeasurement,
  type MemoryPlan,
  type MemoryReading,
  type MemoryValue,
  memoryModes,
} from "../../core/memory/memory-records.ts";
import { count } from "../parts-schema.ts";
import { arm, context, runtime, scenario, serverCounts } from "../schema.ts";
import { studyPlanFields, studySchemas } from "../study/study-schema.ts";

const reading: z.ZodType<MemoryReading> = z.object({
  count,
  rssBytes: count,
  reportedRssBytes: count,
  heapBytes: count,
});

export const memoryMeasurement: z.ZodType<MemoryMeasurement> = z.object({
  readings: z.array(reading).min(2),
  closing: z.object({ before: reading, after: reading }).nullable(),
  rssSource: z.enum(["smaps_rollup", "memoryUsage"]),
  clients: count,
  requests: count,
  runtimeVersion: z.string(),
  packageThatRan: z.string().nullable(),
});

const value: z.ZodType<MemoryValue> = z.object({ measurement: memoryMeasurement, server: serverCounts });

const work = z.discriminatedUnion("mode", [
  z.object({ mode: z.literal("hold"), warmupClients: count, steps: z.array(count).min(2) }),
  z.object({
    mode: z.literal("growth"),
    batches: count.min(1),
    warmupBatches: count.min(1),
    operationsPerBatch: count.min(1),
  }),
]);

const plan: z.ZodType<MemoryPlan> = z.object({
  ...studyPlanFields,
  study: z.literal("memory"),
  holdRounds: count,
  planned: z.array(z.object({ id: z.string(), arm, work })),
  unsupported: z.array(
    z.object({
      runtime,
      client: z.string(),
      mode: z.enum(memoryModes),
      scenario,
      context,
      reason: z.string(),
    }),
  ),
  familySize: count,
});

export const memorySchemas = studySchemas(plan, value);
