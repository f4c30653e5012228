/** Reads a results file, plain or gzipped, and checks every line of it. */
import { createReadStream } from "node:fs";
import readline from "node:readline";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import {
  type Check,
  type Finish,
  type Header,
  type Observation,
  type Plan,
  type Run,
  type RunRecord,
  schemaVersion,
} from "../core/records.ts";
import { recordSchemas } from "./schema.ts";

export interface LoadedRun {
  readonly run: Run;
  /** What was wrong with the file and could be worked around. */
  readonly warnings: readonly string[];
}

/** Throws an error that names file, line and field; a torn last line is left out with a warning. */
export async function loadRun(file: string): Promise<LoadedRun> {
  const records = new Records(file);
  // The newest line is held back: only when another follows is it known not to be the torn end of a killed run.
  let held: { text: string; line: number } | null = null;
  let line = 0;
  for await (const text of linesOf(file)) {
    line++;
    if (text.trim() === "") continue;
    if (held) records.add(parseRecord(file, held));
    held = { text: line === 1 ? text.replace(/^\uFEFF/, "") : text, line };
  }
  const warnings: string[] = [];
  if (held && isTorn(held.text)) {
    warnings.push(`${file}, line ${held.line}: torn (the run was killed while writing it); left out`);
  } else if (held) {
    records.add(parseRecord(file, held));
  }
  const run = records.finish();
  if (!run.finish) warnings.push(`${file}: the run did not come to its end; using what is there`);
  return { run, warnings };
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

function parseRecord(file: string, { text, line }: { text: string; line: number }): RunRecord {
  const where = `${file}, line ${line}`;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Error(`${where}: expected a JSON object: ${(cause as Error).message}`, { cause });
  }
  const kind = (value as { kind?: unknown } | null)?.kind;
  if (typeof kind !== "string" || !Object.hasOwn(recordSchemas, kind)) {
    const known = Object.keys(recordSchemas).join(", ");
    throw new Error(`${where}, field kind: expected one of ${known}, got ${JSON.stringify(kind)}`);
  }
  if (kind === "header") expectSchemaVersion(where, value);
  const parsed = recordSchemas[kind as keyof typeof recordSchemas].safeParse(value);
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

/** Puts the records of a file together. */
class Records {
  readonly #file: string;
  #header: Header | null = null;
  #plan: Plan | null = null;
  #finish: Finish | null = null;
  readonly #checks: Check[] = [];
  readonly #observations: Observation[] = [];

  constructor(file: string) {
    this.#file = file;
  }

  add(record: RunRecord): void {
    if (!this.#header && record.kind !== "header") {
      throw new Error(`${this.#file}, line 1: expected the header, got a record of kind ${record.kind}`);
    }
    switch (record.kind) {
      case "header":
        if (this.#header) throw new Error(`${this.#file}: two headers; expected one run a file`);
        this.#header = record;
        break;
      case "plan":
        this.#plan = record;
        break;
      case "finish":
        this.#finish = record;
        break;
      case "check":
        this.#checks.push(record);
        break;
      case "observation":
        this.#observations.push(record);
    }
  }

  finish(): Run {
    if (!this.#header) throw new Error(`${this.#file}: empty; expected a header line`);
    if (!this.#plan) {
      throw new Error(`${this.#file}: no plan line: the run ended before its first round; nothing to show`);
    }
    return {
      header: this.#header,
      plan: this.#plan,
      checks: this.#checks,
      observations: this.#observations,
      finish: this.#finish,
    };
  }
}
