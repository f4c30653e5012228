/** The validators of a scale study's file, declared to be of their types in core. */
import { z } from "zod";
import { runtimeNames, scenarios, trusts } from "../../core/model.ts";
import { caSetNames, type ScalePlan, type ScaleValue } from "../../core/scale/scale-records.ts";
import { count } from "../parts-schema.ts";
import { context, measurement, plannedCaseFields, serverCounts } from "../schema.ts";
import { studyPlanFields, studySchemas } from "../study/study-schema.ts";

const caSet = z.enum(caSetNames);
const caseFields = {
  runtime: z.enum(runtimeNames),
  client: z.string(),
  trust: z.enum(trusts),
  scenario: z.enum(scenarios),
};
const arm = z.object({
  ...caseFields,
  build: z.string().optional(),
  context,
  caSet,
  caCount: count.min(1),
});

const plan: z.ZodType<ScalePlan> = z.object({
  ...studyPlanFields,
  caCounts: z.array(count.min(1)).min(2),
  caSets: z.array(z.object({ caSet, caCount: count.min(1), sha256: z.string() })),
  caKinds: z.array(
    z.object({
      kind: z.string(),
      roots: count,
      synthetic: count,
      rootPemBytes: z.number().nonnegative().nullable(),
      syntheticPemBytes: z.number().nonnegative().nullable(),
    }),
  ),
  cases: z.array(
    z.object({
      ...plannedCaseFields,
      of: z.object(caseFields),
      arms: z.array(arm),
      timedOperations: count.min(1),
    }),
  ),
});

const value: z.ZodType<ScaleValue> = z.object({ measurement, server: serverCounts });

export const scaleSchemas = studySchemas<ScalePlan, ScaleValue>(plan, value);
