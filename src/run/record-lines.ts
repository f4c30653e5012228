/** Reads a file of JSON records, plain or gzipped, one a line, and checks each by its schema. */
import type { z } from "zod";
import { mostRecordBytes } from "../core/file-limits.ts";
import { schemaVersion } from "../core/records.ts";
import { shortText, shownValue } from "../core/visible-text.ts";
import { boundedLines, type Line } from "./bounded-lines.ts";
import { issueText } from "./schema-issue.ts";

/** Validators by the record's `kind`. */
export type RecordSchemas<Kind extends string = string> = Readonly<Record<Kind, z.ZodType>>;

type RecordOf<Schemas extends RecordSchemas> = z.infer<Schemas[keyof Schemas]>;

/**
 * Hands each record to `onRecord` in their order, with file and line as they stand in an error and the line itself, and
 * returns what was wrong with the file and could be worked around. Throws an error that names file, line and field; a
 * torn last line is left out with a warning. After a header the room that a run may take begins anew: who takes several
 * runs has to let go of each before the next.
 */
export async function readRecords<Schemas extends RecordSchemas>(
  file: string,
  schemas: Schemas,
  onRecord: (record: RecordOf<Schemas>, where: string, text: string) => void,
): Promise<string[]> {
  let bytes = 0;
  const take = (line: Line) => {
    const record = parseRecord(file, line, schemas) as RecordOf<Schemas>;
    bytes = (record as { kind?: unknown }).kind === "header" ? line.bytes : bytes + line.bytes;
    expectRoom(file, line, bytes);
    onRecord(record, `${file}, line ${line.line}`, line.text);
  };
  // The newest line is held back: only when another follows is it known not to be the torn end of a killed run.
  let held: Line | null = null;
  let taken = 0;
  for await (const line of boundedLines(file)) {
    if (held) {
      take(held);
      taken++;
    }
    held = held ? line : { ...line, text: line.text.replace(/^\uFEFF/, "") };
  }
  // A file of one torn line is no run that was killed, but something else.
  if (held && taken > 0 && isTorn(held.text)) {
    return [`${file}, line ${held.line}: torn (the run was killed while writing it); left out`];
  }
  if (held) take(held);
  return [];
}

function expectRoom(file: string, { line }: Line, bytes: number): void {
  if (bytes <= mostRecordBytes) return;
  throw new Error(
    `${file}, line ${line}: more than ${mostRecordBytes / 1024 ** 2} MiB of records of one run up to here, which would not fit into ` +
      "memory; expected less, as of any run that ctxcost has measured",
  );
}

function isTorn(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch {
    return true;
  }
}

function parseRecord(file: string, { text, line }: Line, schemas: RecordSchemas): unknown {
  const where = `${file}, line ${line}`;
  const value = parseJson(where, text);
  const kind = (value as { kind?: unknown } | null)?.kind;
  if (typeof kind !== "string" || !Object.hasOwn(schemas, kind)) {
    const known = Object.keys(schemas).join(", ");
    throw new Error(`${where}, field kind: expected one of ${known}, got ${shownValue(kind)}`);
  }
  if (kind === "header") expectSchemaVersion(where, value);
  const parsed = schemas[kind]!.safeParse(value);
  if (!parsed.success) throw new Error(`${where}, ${issueText(parsed.error, kind)}`);
  return parsed.data;
}

/** Half of a surrogate pair, as where a text was cut in the middle of one, can stand in JSON and nowhere else. */
const halfPair = /\\u[dD][89a-fA-F]/;

function parseJson(where: string, text: string): unknown {
  try {
    // The reviver takes ten times as long, and is needed next to never.
    return halfPair.test(text) ? JSON.parse(text, wellFormed) : JSON.parse(text);
  } catch (cause) {
    // V8 cites the text in its message.
    const message = shortText((cause as Error).message, 500);
    throw new Error(`${where}: expected a JSON object: ${message}`, { cause });
  }
}

function wellFormed(_key: string, value: unknown): unknown {
  return typeof value === "string" ? value.toWellFormed() : value;
}

function expectSchemaVersion(where: string, value: unknown): void {
  const version = (value as { schemaVersion?: unknown }).schemaVersion;
  if (version === schemaVersion) return;
  throw new Error(
    `${where}, field schemaVersion: this program reads version ${schemaVersion}, the file has ` +
      `${shownValue(version)}; use the ctxcost that wrote it (its commit is in gitCommit)`,
  );
}
