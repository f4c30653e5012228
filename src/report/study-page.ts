/** A page that is made of a study's file, with the pictures that it shows. */
import type { StudyReading } from "../core/study-records.ts";
import { plain } from "./markdown.ts";

export interface StudyPage {
  readonly text: string;
  /** SVG or other text by its path relative to the page, e.g. `pictures/scale-node.svg`. */
  readonly pictures: ReadonlyMap<string, string>;
}

/** Where a page stands, for its links. */
export interface PagePlace {
  /** The raw file, relative to the page, e.g. `studies/scale.jsonl.gz`. */
  readonly rawFile: string;
  /** Where the project is, relative to the page, e.g. `..`. */
  readonly projectFolder: string;
}

/** Adds, where there are any, how many readings were made twice: each page shows the second alone. */
export function withRepetitions(text: string, readings: readonly StudyReading<unknown>[]): string {
  const repeated = readings.filter(({ repeatedAfter }) => repeatedAfter !== undefined);
  const [first] = repeated;
  if (!first) return text;
  const why = `round ${first.round} of ${first.id}: ${first.repeatedAfter}`;
  return (
    `${text.trimEnd()}\n\n> **Note:** ${repeated.length} of ${readings.length} readings were made again after the ` +
    `fixture server had died, and the second attempt counts (${plain(why)}).\n`
  );
}
