/** The shapes of a profile and of the study's file as validators. */
import { z } from "zod";
import { callTreeFault } from "../../core/profile/call-tree.ts";
import type { CpuProfile } from "../../core/profile/cpu-profile.ts";
import { type ProfilePlan, type ProfileValue, profileModes } from "../../core/profile/profile-records.ts";
import { count } from "../parts-schema.ts";
import { caseFields, context, intervalCost } from "../schema.ts";
import { studyPlanFields, studySchemas } from "../study/study-schema.ts";

const callFrame = z.object({
  functionName: z.string(),
  // V8 writes a string, as the protocol has it; others may write a number.
  scriptId: z.coerce.string(),
  url: z.string(),
  lineNumber: z.number().int(),
  columnNumber: z.number().int(),
});

/** What a runtime writes; what it has beyond the format (V8's `positionTicks`) is left out. */
export const cpuProfileSchema: z.ZodType<CpuProfile> = z.object({
  nodes: z
    .array(
      z.object({
        id: count,
        callFrame,
        hitCount: count.default(0),
        children: z.array(count).default([]),
      }),
    )
    .min(1)
    .superRefine((nodes, { addIssue }) => {
      const message = callTreeFault(nodes);
      if (message !== null) addIssue({ code: "custom", message });
    }),
  startTime: z.number().nonnegative(),
  endTime: z.number().nonnegative(),
  samples: z.array(count),
  timeDeltas: z.array(z.number()),
});

const plan: z.ZodType<ProfilePlan> = z.object({
  ...studyPlanFields,
  study: z.literal("profile"),
  cases: z.array(
    z.object({
      id: z.string(),
      of: z.object(caseFields),
      before: context,
      after: context,
      warmupOperations: count,
      timedOperations: count.min(1),
    }),
  ),
  notProfiled: z.array(z.object({ id: z.string(), reason: z.string() })),
  samplingIntervalUs: count.min(1),
  modes: z.array(z.enum(profileModes)),
});

const value: z.ZodType<ProfileValue> = z.object({
  mode: z.enum(profileModes),
  timedOperations: count.min(1),
  loop: intervalCost,
  cpuResolutionNs: z.number().nonnegative(),
  profile: cpuProfileSchema.nullable(),
  isStripped: z.boolean().nullable(),
});

export const profileSchemas = studySchemas(plan, value);
