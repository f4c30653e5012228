/** The committed files that are made from the published run and from the code, and whether they are true. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pages } from "../report/pages.ts";
import { withHeadline } from "../report/readme-block.ts";
import { projectRoot, resultsFolder, runsFolder } from "../run/project.ts";
import { publishedSchema } from "../run/schema.ts";
import { evidencePages } from "./evidence-pages.ts";
import { gzipped } from "./gzipped.ts";
import { reportPage } from "./report-page.ts";
import { simulationPageOf } from "./simulation-file.ts";
import { type LoadedReport, loadReport, printSummary, reportIn } from "./tables.ts";
import { writeText } from "./write-text.ts";

/** Names the run that the committed tables show: `{ "run": "runs/….jsonl.gz" }`, relative to results/. */
const pointerFile = path.join(resultsFolder, "published.json");
const docsFolder = path.join(projectRoot, "docs");
const readmeFile = path.join(projectRoot, "README.md");
export const schemaFile = path.join(resultsFolder, "schema.json");

/** The published run's file. Throws where none has been published. */
export function publishedRunFile(): string {
  if (!existsSync(pointerFile)) {
    throw new Error("find the published run: results/published.json is missing; `make bench-all` makes one");
  }
  const { run } = JSON.parse(readFileSync(pointerFile, "utf8")) as { run: string };
  return path.join(resultsFolder, run);
}

/** All generated files with what they should hold, by absolute path. */
async function generatedFiles(file: string, loaded: LoadedReport): Promise<Map<string, string>> {
  const files = new Map([[schemaFile, `${JSON.stringify(publishedSchema(), null, 2)}\n`]]);
  const evidence = await evidencePages();
  for (const { name, text, pictures } of evidence) {
    files.set(path.join(resultsFolder, name), text);
    for (const [picture, content] of pictures) files.set(path.join(resultsFolder, picture), content);
  }
  const input = { ...reportIn(resultsFolder, file, loaded), evidence };
  const made = await pages(input);
  const report = await reportPage(input, made, evidence);
  for (const [name, text] of [...made, ...report]) files.set(path.join(resultsFolder, name), text);
  files.set(path.join(docsFolder, "simulation.md"), simulationPageOf(reportIn(docsFolder, file, loaded)));
  const readme = readFileSync(readmeFile, "utf8");
  files.set(readmeFile, withHeadline(readme, reportIn(projectRoot, file, loaded)));
  return files;
}

async function publishedFiles(): Promise<Map<string, string>> {
  const file = publishedRunFile();
  return generatedFiles(file, await loadReport(file));
}

export async function writeGeneratedFiles(): Promise<void> {
  for (const [file, text] of await publishedFiles()) writeText(file, text);
}

/** After other evidence has been published, which the main page links; without a published run there is none. */
export async function refreshGeneratedFiles(): Promise<void> {
  if (existsSync(pointerFile)) await writeGeneratedFiles();
}

/** Paths, relative to the project, of the files that are not what they should be. */
export async function staleFiles(): Promise<string[]> {
  return [...(await publishedFiles())]
    .filter(([file, text]) => !existsSync(file) || readFileSync(file, "utf8") !== text)
    .map(([file]) => path.relative(projectRoot, file));
}

/** Makes a run the one that the committed tables show, and writes them. */
export async function publishRun(file: string, { quiet }: { quiet: boolean }): Promise<void> {
  const loaded = await loadReport(file);
  const name = `${loaded.run.header.runId}.jsonl.gz`;
  const published = path.join(runsFolder, name);
  writeFileSync(published, gzipped(file));
  const files = await generatedFiles(published, loaded);
  for (const [page, text] of files) writeText(page, text);
  for (const page of readdirSync(resultsFolder).filter((one) => one.endsWith(".md"))) {
    // Of a runtime that this run does not have.
    if (!files.has(path.join(resultsFolder, page))) rmSync(path.join(resultsFolder, page));
  }
  // Last, so that an interrupted publication is found stale and not taken for whole.
  writeFileSync(pointerFile, `${JSON.stringify({ run: `runs/${name}` }, null, 2)}\n`);
  printSummary(reportIn(resultsFolder, published, loaded), resultsFolder, { quiet });
}
