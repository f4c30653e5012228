/** A row of a study's page, cited: which page that is, and what is said where the row or the page is not there. */
import { existsSync } from "node:fs";
import { rowCitation, rowNames, rowOf } from "../report/row-citation.ts";
import { localFolder, projectRoot, resultsFolder } from "../run/project.ts";
import { UsageError } from "../run/unknown-word.ts";
import { isThere } from "./cited-run.ts";
import { linkTo } from "./link-to.ts";
import { typedLine } from "./stored-words.ts";
import { pageIn, rawFileOf } from "./study/published-studies.ts";
import type { StudyEntry } from "./study/study-entry.ts";
import { unknownCase } from "./unknown-case.ts";

/** Where a number stands that is cited. */
export interface CitedPlace {
  /** Whether the page is committed, so that others have it. */
  readonly isPublished: boolean;
  /** Of the page, from the project's folder. */
  readonly folder: string;
  readonly page: string;
  /** The command that makes the page on this machine; null where it is there and shows this file. */
  readonly makePage: string | null;
  text(folder: string): string;
}

/** @param name of the row, as the link to it ends after `#` */
export async function citedRow(study: StudyEntry, file: string, name: string): Promise<CitedPlace> {
  if (!existsSync(file)) {
    throw new UsageError(`cite ${study.name}: none is published; \`make ${study.name}\` makes one`);
  }
  const isPublished = file === rawFileOf(study);
  const folder = isPublished ? resultsFolder : localFolder;
  const loaded = await pageIn(folder, study, file);
  const row = rowOf(loaded.text, name);
  if (!row) throw noSuchRow(study, name, rowNames(loaded.text));
  const page = `${study.name}.md`;
  const isShown = isThere(folder, loaded.header.runId, { page, anchor: name });
  return {
    isPublished,
    folder: linkTo(folder, projectRoot),
    page,
    makePage: isShown ? null : typedLine([study.name, "--from", linkTo(file, process.cwd())]),
    text: (base) => rowCitation(row, loaded, `${base}/${page}`, name),
  };
}

function noSuchRow({ name: study }: StudyEntry, name: string, names: readonly string[]): UsageError {
  const [table] = name.split("-");
  const ofTable = names.filter((one) => one.startsWith(`${table}-`));
  const others = `a row of a study is named as the link to it ends, after #; all rows: the page of ${study}`;
  return unknownCase("cite", name, ofTable.length > 0 ? ofTable : names, others);
}
