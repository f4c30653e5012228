/** The published readings of the other tools: results/against.json, and the page that is made of them. */
import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { againstPage } from "../report/against/against-page.ts";
import { loadToolFile } from "../run/against/tool-schema.ts";
import { resultsFolder } from "../run/project.ts";

const toolFile = path.join(resultsFolder, "against.json");
const pageFile = path.join(resultsFolder, "against.md");

/** Null where none has been published. */
export async function publishedAgainstPage(): Promise<string | null> {
  return existsSync(toolFile) ? againstPage(loadToolFile(toolFile), path.basename(toolFile)) : null;
}

/** Makes the readings the published ones, and writes their page. */
export function publishToolFile(json: string): void {
  writeFileSync(toolFile, json);
  writeFileSync(pageFile, againstPage(loadToolFile(toolFile), path.basename(toolFile)));
}
