/** Reads a results file, plain or gzipped, and checks every line of it. */
import type { Check, Finish, Header, Observation, Plan, Resume, Run, RunRecord } from "../core/records.ts";
import { readRecords } from "./record-lines.ts";
import { recordSchemas } from "./schema.ts";

export interface LoadedRun {
  readonly run: Run;
  /** What was wrong with the file and could be worked around. */
  readonly warnings: readonly string[];
}

/** Throws an error that names file, line and field; a torn last line is left out with a warning. */
export async function loadRun(file: string): Promise<LoadedRun> {
  const records = new RunRecords(file);
  const warnings = await readRecords(file, recordSchemas, (record) => records.add(record));
  const run = records.finish();
  if (!run.finish) warnings.push(`${file}: the run did not come to its end; using what is there`);
  return { run, warnings };
}

function expectRun(file: string, { study }: Header): void {
  if (study === undefined) return;
  throw new Error(
    `read ${file}: it is the study "${study}", expected a run; try \`npm run -s ctxcost -- ${study} --from FILE\``,
  );
}

/** A merge holds several runs one after another; what reads a run cannot read it. */
export class SeveralRuns extends Error {
  override name = "SeveralRuns";
}

/** Puts the records of one run together. */
export class RunRecords {
  readonly #file: string;
  #header: Header | null = null;
  #plan: Plan | null = null;
  #finish: Finish | null = null;
  readonly #checks: Check[] = [];
  readonly #observations: Observation[] = [];
  readonly #resumes: Resume[] = [];

  constructor(file: string) {
    this.#file = file;
  }

  add(record: RunRecord): void {
    if (!this.#header && record.kind !== "header") {
      throw new Error(`${this.#file}, line 1: expected the header, got a record of kind ${record.kind}`);
    }
    switch (record.kind) {
      case "header":
        if (this.#header) throw severalRuns(this.#file);
        expectRun(this.#file, record);
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
      case "resume":
        this.#resumes.push(record);
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
      ...(this.#resumes.length > 0 ? { resumes: this.#resumes } : {}),
      finish: this.#finish,
    };
  }
}

function severalRuns(file: string): SeveralRuns {
  return new SeveralRuns(
    `${file}: two headers; expected one run a file; \`tables\` and \`merge\` read a merge of several`,
  );
}
