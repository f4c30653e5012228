/** A row of a study's page, cited: which page that is, and what is said where the row or the page is not there. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { anchorMark } from "../report/row-anchor.ts";
import { rowCitation, rowNames, rowOf } from "../report/row-citation.ts";
import { localFolder, projectRoot, resultsFolder } from "../run/project.ts";
import { UsageError } from "../run/unknown-word.ts";
import { linkTo } from "./link-to.ts";
import { typedLine } from "./stored-words.ts";
import { pageIn, rawFileOf } from "./study/published-studies.ts";
import type { StudyEntry } from "./study/study-entry.ts";
import { unknownCase } from "./unknown-case.ts";

export interface RowCitation {
  /** Whether the page is committed, so that others have it. */
  readonly isPublished: boolean;
  /** Of the page, from the project's folder. */
  readonly folder: string;
  /** On this machine; null where the page is there and shows this file. */
  readonly makePage: string | null;
  text(folder: string): string;
}

/** @param name of the row, as the link to it ends after `#` */
export async function citedRow(study: StudyEntry, file: string, name: string): Promise<RowCitation> {
  if (!existsSync(file)) {
    throw new UsageError(`cite ${study.name}: none is published; \`make ${study.name}\` makes one`);
  }
  const isPublished = file === rawFileOf(study);
  const folder = isPublished ? resultsFolder : localFolder;
  const page = await pageIn(folder, study, file);
  const row = rowOf(page.text, name);
  if (!row) throw noSuchRow(study, name, rowNames(page.text));
  const pageName = `${study.name}.md`;
  const made = path.join(folder, pageName);
  const text = existsSync(made) ? readFileSync(made, "utf8") : "";
  const isShown = text.includes(anchorMark(name)) && text.includes(page.header.runId);
  return {
    isPublished,
    folder: linkTo(folder, projectRoot),
    makePage: isShown ? null : typedLine([study.name, "--from", linkTo(file, process.cwd())]),
    text: (base) => rowCitation(row, page, `${base}/${pageName}`, name),
  };
}

function noSuchRow({ name: study }: StudyEntry, name: string, names: readonly string[]): UsageError {
  const [table] = name.split("-");
  const ofTable = names.filter((one) => one.startsWith(`${table}-`));
  const others = `a row of a study is named as the link to it ends, after #; all rows: the page of ${study}`;
  return unknownCase("cite", name, ofTable.length > 0 ? ofTable : names, others);
}
