/** Reads a file that is one JSON value, as a stranger may have written it: no more of it than such a file may have. */
import { readFileSync, statSync } from "node:fs";
import type { z } from "zod";
import { longestLineBytes } from "../core/file-limits.ts";
import { shortText } from "../core/visible-text.ts";
import { issueText } from "./schema-issue.ts";

/** @param expected what it should have been, and what to do; throws an error that names the file and the field */
export function readJsonFile<Value>(file: string, schema: z.ZodType<Value>, expected: string): Value {
  let value: unknown;
  try {
    const { size } = statSync(file);
    if (size > longestLineBytes) throw new Error(`it has ${size} bytes, and may have ${longestLineBytes}`);
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new Error(`read ${file}: ${shortText((cause as Error).message, 500)}; ${expected}`, { cause });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Error(`read ${file}, ${issueText(parsed.error, "(all of it)")}; ${expected}`, {
    cause: parsed.error,
  });
}
