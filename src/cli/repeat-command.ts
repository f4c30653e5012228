/** `ctxcost repeat`: two runs of the same thing, every ratio side by side. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import type { Command } from "commander";
import { repeatPage } from "../report/repeat-page.ts";
import { loadRun } from "../run/load-run.ts";
import { resultsFolder, runsFolder, withoutProjectPath } from "../run/project.ts";
import { UsageError } from "../run/unknown-word.ts";

export function addRepeatCommand(program: Command): void {
  program
    .command("repeat")
    .description("compare two runs of the same thing, every ratio side by side: do the numbers reproduce?")
    .argument("<first>", "a results file")
    .argument("<second>", "another, of the same cases")
    .option("--publish", "make it what results/repeat.md shows")
    .action(async (first: string, second: string, { publish }: { publish?: true }) => {
      if (path.resolve(first) === path.resolve(second)) {
        throw new UsageError(`repeat ${first} ${second}: both are the same file; expected two runs`);
      }
      if (publish) {
        const names = [await publishedName(first), await publishedName(second)];
        writeFileSync(pointerFile, `${JSON.stringify({ first: names[0], second: names[1] }, null, 2)}\n`);
        const page = (await publishedRepeatPage())!;
        writeFileSync(path.join(resultsFolder, "repeat.md"), page);
        console.log(page);
      } else {
        console.log(await pageOf(first, second, process.cwd()));
      }
    });
}

/** Names the two runs: `{ "first": "runs/….jsonl.gz", "second": … }`, relative to results/. */
const pointerFile = path.join(resultsFolder, "repeat.json");

/** Null where none has been published. */
export async function publishedRepeatPage(): Promise<string | null> {
  if (!existsSync(pointerFile)) return null;
  const { first, second } = JSON.parse(readFileSync(pointerFile, "utf8")) as {
    first: string;
    second: string;
  };
  return pageOf(path.join(resultsFolder, first), path.join(resultsFolder, second), resultsFolder);
}

async function pageOf(first: string, second: string, folder: string): Promise<string> {
  return repeatPage(await load(first, folder), await load(second, folder));
}

async function load(file: string, folder: string) {
  const { run, warnings } = await loadRun(file);
  for (const warning of warnings) console.error(`ctxcost: ${withoutProjectPath(warning)}`);
  return { run, rawFile: path.relative(folder, path.resolve(file)).replaceAll(path.sep, "/") };
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
