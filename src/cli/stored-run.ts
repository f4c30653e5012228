/** Which file is meant: by its path, by the id that is printed on every page, or `published`. */
import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { closest, distance } from "fastest-levenshtein";
import { boundedLines } from "../run/bounded-lines.ts";
import { resultsFolder, withoutProjectPath } from "../run/project.ts";
import { UsageError } from "../run/unknown-word.ts";
import { sourceOf } from "./fuller-pages.ts";
import { publishedRunFile } from "./generated-files.ts";

/** @param results where stored runs are, whichever folder in it: `runs`, `versions`, `local` and the others */
export async function storedRunFile(word: string, results = resultsFolder): Promise<string> {
  if (word === "published") return publishedRunFile();
  const file = path.resolve(await namedFile(word, results));
  const { study } = (await headerIn(file)) ?? {};
  if (study === undefined) return file;
  throw new UsageError(
    `cite ${word}: it is the study "${study}", ${withoutProjectPath(file)}, and cite knows the rows of runs alone; ` +
      "each row of a study's page has an anchor, to be linked by hand",
  );
}

async function namedFile(word: string, results: string): Promise<string> {
  if (isFile(word)) return word;
  const files = await filesById(results);
  const source = sourceOf(path.join(results, "local", word));
  // The same name may be another run's by now.
  const isSource = source !== null && (await headerIn(source))?.runId === word;
  const file = files.get(word) ?? (isSource ? source : undefined);
  if (file !== undefined) return file;
  throw unknownRun(word, [...files.keys()]);
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

function unknownRun(word: string, ids: readonly string[]): UsageError {
  const beginning = word.length > mostWrong ? ids.find((id) => id.startsWith(word)) : undefined;
  const nearest = beginning ?? (ids.length > 0 ? closest(word, ids) : "");
  const isNear = beginning !== undefined || (nearest !== "" && distance(word, nearest) <= mostWrong);
  return new UsageError(
    `cite ${word}: no such run.${isNear ? ` Did you mean ${nearest}?` : ""} Expected \`published\`, a results file, or the ` +
      "id of a run in results/, as its page prints it",
  );
}
