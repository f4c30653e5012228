/** The published run of the reference alone, and the page that is made of it. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isReference } from "../core/model.ts";
import { referencePage } from "../report/reference-page.ts";
import { resultsFolder, withoutProjectPath } from "../run/project.ts";
import { UsageError } from "../run/unknown-word.ts";
import { keepGzipped } from "./gzipped.ts";
import { type LoadedReport, loadReport, reportIn } from "./tables.ts";

/** Names the run: `{ "run": "runs/….jsonl.gz" }`, relative to results/. */
const pointerFile = path.join(resultsFolder, "reference.json");

/** Null where none has been published. */
export async function publishedReferencePage(): Promise<string | null> {
  if (!existsSync(pointerFile)) return null;
  const { run } = JSON.parse(readFileSync(pointerFile, "utf8")) as { run: string };
  const file = path.join(resultsFolder, run);
  return referencePage(reportIn(resultsFolder, file, await loadReport(file)));
}

/** Makes a run the one that results/httpx.md shows. Throws, and changes nothing, where it is another kind of run or a part. */
export async function publishReference(file: string): Promise<void> {
  const loaded = await loadReport(file);
  expectWhole(file, loaded);
  const name = `runs/${loaded.run.header.runId}.jsonl.gz`;
  keepGzipped(file, path.join(resultsFolder, name));
  writeFileSync(pointerFile, `${JSON.stringify({ run: name }, null, 2)}\n`);
}

function expectWhole(file: string, { run }: LoadedReport): void {
  const { header, plan, finish } = run;
  const others = header.runtimes.filter(({ runtime }) => !isReference(runtime));
  const wrong =
    others.length > 0 || header.runtimes.length !== 1
      ? "it has other runtimes than the reference"
      : finish === null || plan.exploratory || header.shard
        ? "it is cut short, exploratory or a shard"
        : null;
  if (wrong === null) return;
  throw new UsageError(
    `--publish ${withoutProjectPath(path.resolve(file))}: ${wrong}; expected a whole run of \`make bench-python\``,
  );
}
