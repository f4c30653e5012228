/** What a run in parts adds to a results file: which shard it is, and where it was resumed; see schema.ts. */
import { z } from "zod";
import { mostNanoseconds } from "../core/file-limits.ts";
import type { Resume, Shard } from "../core/records.ts";

export const nanoseconds = z.number().nonnegative().max(mostNanoseconds);
export const count = z.number().int().nonnegative();

export const shard: z.ZodType<Shard> = z
  .object({ index: count.min(1), count: count.min(1) })
  .refine(({ index, count: of }) => index <= of, { message: "expected an index of at most the count" });

export const resume: z.ZodType<Resume> = z.object({
  kind: z.literal("resume"),
  stoppedAt: z.string(),
  resumedAt: z.string(),
  gapNs: nanoseconds,
  elapsedBeforeNs: nanoseconds,
  observationsBefore: count,
  loadAverage: z.array(z.number().nonnegative()),
  warnings: z.array(z.string()),
});
