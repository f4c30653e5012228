/** The published repetition: which two runs, and the page that is made of them. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { type RepeatedRun, repeatPage } from "../report/comparison/repeat-page.ts";
import { loadRun } from "../run/load-run.ts";
import { resultsFolder, runsFolder } from "../run/project.ts";
import { UsageError } from "../run/unknown-word.ts";
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
  const [one, other] = [await load(first, folder), await load(second, folder)];
  const { runId } = one.run.header;
  if (runId === other.run.header.runId) {
    throw new UsageError(`repeat ${first} ${second}: both are the run ${runId}; expected two runs`);
  }
  return repeatPage(one, other).trimEnd();
}

async function load(file: string, folder: string): Promise<RepeatedRun> {
  const run = await loadAloud(file);
  return { run, rawFile: path.relative(folder, path.resolve(file)).replaceAll(path.sep, "/") };
}

/** Two runs that cannot be compared have thrown before this: nothing is written for them. */
export async function publishRepeat(first: string, second: string): Promise<string> {
  const names = { first: await publishedName(first), second: await publishedName(second) };
  writeFileSync(pointerFile, `${JSON.stringify(names, null, 2)}\n`);
  const page = (await publishedRepeatPage())!;
  writeFileSync(path.join(resultsFolder, "repeat.md"), page);
  return page.trimEnd();
}

/** Keeps the run among the published ones, and returns its name there. */
async function publishedName(file: string): Promise<string> {
  const { run } = await loadRun(file);
  const name = `${run.header.runId}.jsonl.gz`;
  const kept = path.join(runsFolder, name);
  if (!existsSync(kept)) {
    writeFileSync(
      kept,
      file.endsWith(".gz") ? readFileSync(file) : gzipSync(readFileSync(file), { level: 9 }),
    );
  }
  return `runs/${name}`;
}
