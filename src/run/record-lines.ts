/** Reads a file of JSON records, plain or gzipped, one a line, and checks each by its schema. */
import { createReadStream } from "node:fs";
import readline from "node:readline";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { z } from "zod";
import { schemaVersion } from "../core/records.ts";

/** Validators by the record's `kind`. */
export type RecordSchemas<Kind extends string = string> = Readonly<Record<Kind, z.ZodType>>;

type RecordOf<Schemas extends RecordSchemas> = z.infer<Schemas[keyof Schemas]>;

/**
 * Hands each record, and the line that it is, to `onRecord` in their order and returns what was wrong with the file and
 * could be worked around. Throws an error that names file, line and field; a torn last line is left out with a warning.
 */
export async function readRecords<Schemas extends RecordSchemas>(
  file: string,
  schemas: Schemas,
  onRecord: (record: RecordOf<Schemas>, text: string) => void,
): Promise<string[]> {
  const parse = (line: Line) => parseRecord(file, line, schemas) as RecordOf<Schemas>;
  // The newest line is held back: only when another follows is it known not to be the torn end of a killed run.
  let held: Line | null = null;
  let line = 0;
  for await (const text of linesOf(file)) {
    line++;
    if (text.trim() === "") continue;
    if (held) onRecord(parse(held), held.text);
    held = { text: line === 1 ? text.replace(/^\uFEFF/, "") : text, line };
  }
  if (held && isTorn(held.text)) {
    return [`${file}, line ${held.line}: torn (the run was killed while writing it); left out`];
  }
  if (held) onRecord(parse(held), held.text);
  return [];
}

interface Line {
  readonly text: string;
  readonly line: number;
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const source = createReadStream(file);
  const input: Readable = file.endsWith(".gz") ? source.pipe(createGunzip()) : source;
  // readline does not pass its input's errors on; without this a missing file would look empty.
  const failed = new Promise<never>((_, reject) => {
    source.on("error", reject);
    input.on("error", reject);
  });
  failed.catch(() => {});
  try {
    const lines = readline
      .createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
      [Symbol.asyncIterator]();
    for (;;) {
      const next = await Promise.race([lines.next(), failed]);
      if (next.done) break;
      yield next.value;
    }
    await Promise.race([failed, Promise.resolve()]);
  } catch (cause) {
    throw new Error(`read the results file ${file}: ${(cause as Error).message}`, { cause });
  } finally {
    source.destroy();
  }
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
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Error(`${where}: expected a JSON object: ${(cause as Error).message}`, { cause });
  }
  const kind = (value as { kind?: unknown } | null)?.kind;
  if (typeof kind !== "string" || !Object.hasOwn(schemas, kind)) {
    const known = Object.keys(schemas).join(", ");
    throw new Error(`${where}, field kind: expected one of ${known}, got ${JSON.stringify(kind)}`);
  }
  if (kind === "header") expectSchemaVersion(where, value);
  const parsed = schemas[kind]!.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw new Error(`${where}, field ${issue.path.join(".") || kind}: ${issue.message}`);
  }
  return parsed.data;
}

function expectSchemaVersion(where: string, value: unknown): void {
  const version = (value as { schemaVersion?: unknown }).schemaVersion;
  if (version === schemaVersion) return;
  throw new Error(
    `${where}, field schemaVersion: this program reads version ${schemaVersion}, the file has ` +
      `${JSON.stringify(version)}; use the ctxcost that wrote it (its commit is in gitCommit)`,
  );
}
