/** Where the project's files are. The only module that knows; nothing below it is written into a results file. */
import path from "node:path";
import { fileURLToPath } from "node:url";

export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
export const cacheFolder = path.join(projectRoot, ".cache");
export const fixtureFolder = path.join(cacheFolder, "fixture");
export const resultsFolder = path.join(projectRoot, "results");
/** Tables of runs that are not published; ignored by git. */
export const localFolder = path.join(resultsFolder, "local");
export const runsFolder = path.join(resultsFolder, "runs");

/** Replaces this machine's paths in a text that will be stored or shown. */
export function withoutProjectPath(text: string): string {
  return text.replaceAll(`file://${projectRoot}/`, "./").replaceAll(`${projectRoot}/`, "./");
}
