/** Which file is meant: by its path, by the id that is printed on every page, `published`, or a published study's name. */
import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { closest, distance } from "fastest-levenshtein";
import { boundedLines } from "../run/bounded-lines.ts";
import { resultsFolder } from "../run/project.ts";
import { UsageError } from "../run/unknown-word.ts";
import { sourceOf } from "./fuller-pages.ts";
import { publishedRunFile } from "./generated-files.ts";
import { rawFileOf } from "./study/published-studies.ts";
import { studies } from "./study/studies.ts";
import type { StudyEntry } from "./study/study-entry.ts";

export interface StoredFile {
  readonly file: string;
  /** Null for a run. */
  readonly study: StudyEntry | null;
}

/** @param results where stored runs are, whichever folder in it: `runs`, `versions`, `studies`, `local` and the others */
export async function storedFile(word: string, results = resultsFolder): Promise<StoredFile> {
  if (word === "published") return { file: publishedRunFile(), study: null };
  const published = studies.find(({ name }) => name === word);
  const file = path.resolve(published ? rawFileOf(published) : await namedFile(word, results));
  const { study } = (await headerIn(file)) ?? {};
  return { file, study: studies.find(({ name }) => name === study) ?? null };
}

async function namedFile(word: string, results: string): Promise<string> {
  if (isFile(word)) return word;
  const files = await filesById(results);
  const source = sourceOf(path.join(results, "local", word));
  // The same name may be another run's by now.
  const isSource = source !== null && (await headerIn(source))?.runId === word;
  const file = files.get(word) ?? (isSource ? source : undefined);
  if (file !== undefined) return file;
  throw unknownRun(word, [...files.keys(), ...studyNames]);
}

/** What is committed goes before a copy of it in `local`, whose pages nobody else has. */
async function filesById(results: string): Promise<Map<string, string>> {
  const names = readdirSync(results, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.jsonl(\.gz)?$/.test(name))
    .sort((a, b) => Number(isLocal(a)) - Number(isLocal(b)) || (a < b ? -1 : 1));
  const files = new Map<string, string>();
  for (const name of names) {
    const file = path.join(results, name);
    const header = await headerIn(file);
    if (header !== null && !files.has(header.runId)) files.set(header.runId, file);
  }
  return files;
}

function isLocal(name: string): boolean {
  return name.split(path.sep)[0] === "local";
}

/** The first line; null of a file that is none of a run, or that cannot be read: who loads it is told what is wrong. */
async function headerIn(file: string): Promise<{ runId: string; study?: string } | null> {
  try {
    for await (const { text } of boundedLines(file)) {
      const { runId, study } = JSON.parse(text) as { runId?: unknown; study?: unknown };
      if (typeof runId !== "string") return null;
      return typeof study === "string" ? { runId, study } : { runId };
    }
  } catch {
    // Of several files another may be the one.
  }
  return null;
}

function isFile(name: string): boolean {
  return statSync(name, { throwIfNoEntry: false })?.isFile() === true;
}

const mostWrong = 3;
const studyNames = studies.map(({ name }) => name);

function unknownRun(word: string, ids: readonly string[]): UsageError {
  const beginning = word.length > mostWrong ? ids.find((id) => id.startsWith(word)) : undefined;
  const nearest = beginning ?? (ids.length > 0 ? closest(word, ids) : "");
  const isNear = beginning !== undefined || (nearest !== "" && distance(word, nearest) <= mostWrong);
  return new UsageError(
    `cite ${word}: no such run.${isNear ? ` Did you mean ${nearest}?` : ""} Expected \`published\`, ${studyNames.join(", ")}, a ` +
      "results file, or the id of a run in results/, as its page prints it",
  );
}
