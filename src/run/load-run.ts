/** Reads a results file, plain or gzipped, and checks every line of it. */
import { armId, buildName } from "../core/model.ts";
import type {
  Check,
  Finish,
  Header,
  Observation,
  Plan,
  Resume,
  Run,
  RunRecord,
  StudyName,
} from "../core/records.ts";
import { shownValue } from "../core/visible-text.ts";
import { expectConsistentPlan } from "./consistent-plan.ts";
import { readRecords } from "./record-lines.ts";
import { RepeatedRecords } from "./repeated-records.ts";
import { recordSchemas } from "./schema.ts";

export interface LoadedRun {
  readonly run: Run;
  /** What was wrong with the file and could be worked around. */
  readonly warnings: readonly string[];
}

/** Throws an error that names file, line and field; a torn last line is left out with a warning. */
export async function loadRun(file: string): Promise<LoadedRun> {
  const records = new RunRecords(file);
  const warnings = await readRecords(file, recordSchemas, (record, where) => records.add(record, where));
  const run = records.finish();
  if (!run.finish) warnings.push(`${file}: the run did not come to its end; using what is there`);
  return { run, warnings };
}

/** A study's file; some commands read one of a study as well. */
export class StudyInstead extends Error {
  override name = "StudyInstead";
  readonly study: StudyName;

  constructor(file: string, study: StudyName) {
    super(
      `read ${file}: it is the study "${study}", expected a run; try \`npm run -s ctxcost -- ${study} --from FILE\``,
    );
    this.study = study;
  }
}

function expectRun(file: string, { study }: Header): void {
  if (study !== undefined) throw new StudyInstead(file, study);
}

/** A merge holds several runs one after another; what reads a run cannot read it. */
export class SeveralRuns extends Error {
  override name = "SeveralRuns";
}

/** Puts the records of one run together. */
export class RunRecords {
  readonly #file: string;
  readonly #repeated = new RepeatedRecords();
  #header: Header | null = null;
  #plan: Plan | null = null;
  #finish: Finish | null = null;
  #armIds: ReadonlySet<string> = new Set();
  readonly #checks: Check[] = [];
  readonly #observations: Observation[] = [];
  readonly #resumes: Resume[] = [];

  constructor(file: string) {
    this.#file = file;
  }

  add(record: RunRecord, where: string): void {
    if (!this.#header && record.kind !== "header") {
      throw new Error(`${where}, field kind: expected the header, got a record of kind ${record.kind}`);
    }
    switch (record.kind) {
      case "header":
        if (this.#header) throw severalRuns(where);
        expectRun(this.#file, record);
        this.#header = record;
        break;
      case "plan":
        this.#repeated.expectOne(record.kind, where);
        expectConsistentPlan(record, this.#header?.runtimes ?? [], where);
        this.#plan = record;
        this.#armIds = new Set(record.cases.flatMap(({ arms }) => arms.map(armId)));
        break;
      case "finish":
        this.#repeated.expectOne(record.kind, where);
        this.#finish = record;
        break;
      case "check":
        this.#addCheck(record, where);
        break;
      case "resume":
        this.#resumes.push(record);
        break;
      case "observation":
        this.#addObservation(record, where);
    }
  }

  /** A run that is resumed does not check its premises again. */
  #addCheck(check: Check, where: string): void {
    const { premise, client, trust, context } = check;
    const what = `check "${premise}" of ${buildName(check)} ${client} ${trust} ${context}`;
    this.#repeated.expectOne(what, where, null);
    this.#checks.push(check);
  }

  #addObservation(observation: Observation, where: string): void {
    const { armId: id, round, attempt } = observation;
    const rounds = this.#plan?.rounds ?? 0;
    if (round > rounds) {
      throw new Error(
        `${where}, field round: expected one of the ${rounds} that are planned before it, got ${round}`,
      );
    }
    if (!this.#armIds.has(id)) {
      throw new Error(
        `${where}, field armId: expected one of the ${this.#armIds.size} arms that are planned before it, got ${shownValue(id)}`,
      );
    }
    this.#repeated.expectNew([id, round, attempt], `${where}, field armId`);
    this.#observations.push(observation);
  }

  finish(): Run {
    if (!this.#header) throw new Error(`${this.#file}: empty; expected a header line`);
    if (!this.#plan) {
      throw new Error(
        `${this.#file}: no plan line: the run ended before its first round; nothing to show or to go on with, begin it again`,
      );
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

function severalRuns(where: string): SeveralRuns {
  return new SeveralRuns(
    `${where}, field kind: expected one header a file, got another; \`tables\` and \`merge\` read a merge of several`,
  );
}
