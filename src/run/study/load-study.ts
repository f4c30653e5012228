/** Reads a study's file, plain or gzipped, and checks every line of it. */
import type { Finish, Header, StudyName } from "../../core/records.ts";
import type { StudyFile, StudyPlan, StudyReading } from "../../core/study-records.ts";
import { readRecords } from "../record-lines.ts";
import { RepeatedRecords } from "../repeated-records.ts";
import type { StudySchemas } from "./study-schema.ts";

export interface LoadedStudy<Plan extends StudyPlan, Value> {
  readonly study: StudyFile<Plan, Value>;
  /** What was wrong with the file and could be worked around. */
  readonly warnings: readonly string[];
}

/** Throws an error that names file, line and field, or the study that the file is of. */
export async function loadStudy<Plan extends StudyPlan, Value>(
  file: string,
  name: StudyName,
  schemas: StudySchemas<Plan, Value>,
): Promise<LoadedStudy<Plan, Value>> {
  let header: Header | null = null;
  let plan: Plan | null = null;
  let finish: Finish | null = null;
  const readings: StudyReading<Value>[] = [];
  const repeated = new RepeatedRecords();
  const warnings = await readRecords(file, { ...schemas }, (record, where) => {
    if (record.kind !== "reading") repeated.expectOne(record.kind, where);
    if (record.kind === "header") {
      header = record;
      expectStudy(file, header, name);
      return;
    }
    if (!header) {
      throw new Error(`${where}, field kind: expected the header, got a record of kind ${record.kind}`);
    }
    if (record.kind === "plan") plan = record;
    else if (record.kind === "finish") finish = record;
    else {
      repeated.expectNew([record.id, record.build ?? record.runtime, record.round], `${where}, field id`);
      readings.push(record);
    }
  });
  if (!header) throw new Error(`${file}: empty; expected a header line`);
  if (!plan) throw new Error(`${file}: no plan line: it ended before its first reading; nothing to show`);
  if (!finish) warnings.push(`${file}: the measurement did not come to its end; using what is there`);
  return { study: { header, plan, readings, finish }, warnings };
}

function expectStudy(file: string, { study }: Header, name: StudyName): void {
  if (study === name) return;
  const what = study === undefined ? "a run" : `the study "${study}"`;
  const command = study === undefined ? "tables" : `${study} --from`;
  throw new Error(
    `read ${file}: it is ${what}, expected the study "${name}"; try \`npm run -s ctxcost -- ${command} FILE\``,
  );
}
