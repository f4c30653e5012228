/** The shape of results/against.json as a validator, declared to be of its type in core. */
import { z } from "zod";
import { type Reading, statistics, type ToolFile, toolNames } from "../../core/against/tool-records.ts";
import { runtimeNames, scenarios, trusts } from "../../core/model.ts";
import { count } from "../parts-schema.ts";
import { readJsonFile } from "../read-json-file.ts";
import { recordSchemas } from "../schema.ts";

const positive = z.number().positive();
const question = z.strictObject({
  runtime: z.enum(runtimeNames),
  client: z.string(),
  trust: z.enum(trusts),
  scenario: z.enum(scenarios),
});
const base = {
  repeat: count.min(1),
  question,
  tool: z.enum(toolNames),
  elapsedNs: z.number().nonnegative(),
};
const figure = z.strictObject({
  statistic: z.enum(statistics),
  freshNs: positive,
  sharedNs: positive,
  ratio: positive,
  claim: z.strictObject({ low: positive, high: positive, basis: z.enum(["own", "samples"]) }).nullable(),
});
const reading: z.ZodType<Reading> = z.discriminatedUnion("status", [
  z.strictObject({ ...base, status: z.literal("measured"), figures: z.array(figure).min(1) }),
  z.strictObject({ ...base, status: z.literal("failed"), reason: z.string() }),
]);

const toolFileSchema: z.ZodType<ToolFile> = z.strictObject({
  kind: z.literal("against"),
  header: recordSchemas.header,
  repeats: count.min(1),
  questions: z.array(question),
  versions: z.record(z.string(), z.string()),
  readings: z.array(reading),
  elapsedNs: z.number().nonnegative(),
});

/** Throws an error that names the file and the field. */
export function loadToolFile(file: string): ToolFile {
  return readJsonFile(file, toolFileSchema, "expected what `make against` writes: run it again");
}
