/** The published repetition: which two runs, and the page that is made of them. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Run } from "../core/records.ts";
import { type RepeatedRun, repeatPage } from "../report/comparison/repeat-page.ts";
import { resultsFolder } from "../run/project.ts";
import { UsageError } from "../run/unknown-word.ts";
import { keepGzipped } from "./gzipped.ts";
import { linkTo } from "./link-to.ts";
import { loadAloud } from "./load-aloud.ts";

/** Names the two runs: `{ "first": "runs/….jsonl.gz", "second": … }`, relative to results/. */
const pointerFile = path.join(resultsFolder, "repeat.json");

/** Null where none has been published. */
export async function publishedRepeatPage(): Promise<string | null> {
  if (!existsSync(pointerFile)) return null;
  const { first, second } = JSON.parse(readFileSync(pointerFile, "utf8")) as {
    first: string;
    second: string;
  };
  const [one, other] = [first, second].map((name) => path.join(resultsFolder, name));
  return `${await repeatPageOf(one!, other!, resultsFolder)}\n`;
}

/** Without the line feed at its end, for a terminal. */
export async function repeatPageOf(first: string, second: string, folder: string): Promise<string> {
  const [one, other] = await loadTwo(first, second);
  return pageOf(
    { run: one, rawFile: linkTo(first, folder) },
    { run: other, rawFile: linkTo(second, folder) },
  );
}

function pageOf(one: RepeatedRun, other: RepeatedRun): string {
  return repeatPage(one, other).trimEnd();
}

async function loadTwo(first: string, second: string): Promise<[Run, Run]> {
  const [one, other] = [await loadAloud(first), await loadAloud(second)];
  const { runId } = one.header;
  if (runId === other.header.runId) {
    throw new UsageError(`repeat ${first} ${second}: both are the run ${runId}; expected two runs`);
  }
  return [one, other];
}

/** Two runs that cannot be compared have no page: nothing is written for them. */
export async function publishRepeat(first: string, second: string): Promise<string> {
  const runs = await loadTwo(first, second);
  const [one, other] = runs.map((run) => ({ run, rawFile: `runs/${run.header.runId}.jsonl.gz` }));
  const page = pageOf(one!, other!);
  keepGzipped(first, path.join(resultsFolder, one!.rawFile));
  keepGzipped(second, path.join(resultsFolder, other!.rawFile));
  const names = { first: one!.rawFile, second: other!.rawFile };
  writeFileSync(pointerFile, `${JSON.stringify(names, null, 2)}\n`);
  writeFileSync(path.join(resultsFolder, "repeat.md"), `${page}\n`);
  return page;
}
