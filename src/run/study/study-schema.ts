/** The validators of a study's file: what all have in common, and each study's own plan and values. */
import { z } from "zod";
import { allRuntimes } from "../../core/model.ts";
import { studyNames } from "../../core/records.ts";
import type { StudyPlan, StudyReading } from "../../core/study-records.ts";
import { count } from "../parts-schema.ts";
import { recordSchemas, roundCount } from "../schema.ts";

/** For a study's plan, beside its own fields. */
export const studyPlanFields = {
  kind: z.literal("plan"),
  study: z.enum(studyNames),
  rounds: roundCount,
  exploratory: z.boolean(),
};

export interface StudySchemas<Plan extends StudyPlan, Value> {
  readonly header: typeof recordSchemas.header;
  readonly plan: z.ZodType<Plan>;
  readonly reading: z.ZodType<StudyReading<Value>>;
  readonly finish: typeof recordSchemas.finish;
}

export function studySchemas<Plan extends StudyPlan, Value>(
  plan: z.ZodType<Plan>,
  value: z.ZodType<Value>,
): StudySchemas<Plan, Value> {
  const base = {
    kind: z.literal("reading"),
    runtime: z.enum(allRuntimes),
    build: z.string().optional(),
    round: count.min(1),
    id: z.string(),
    processNs: z.number().nonnegative(),
    repeatedAfter: z.string().optional(),
  };
  const reading = z.discriminatedUnion("status", [
    z.object({ ...base, status: z.literal("valid"), value }),
    z.object({ ...base, status: z.literal("failed"), reason: z.string(), stderr: z.string() }),
  ]);
  const { header, finish } = recordSchemas;
  return { header, plan, reading: reading as unknown as z.ZodType<StudyReading<Value>>, finish };
}
