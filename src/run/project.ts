/** Where the project's files are. The only module that knows; nothing below it is written into a results file. */
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
export const cacheFolder = path.join(projectRoot, ".cache");
export const fixtureFolder = path.join(cacheFolder, "fixture");
export const resultsFolder = path.join(projectRoot, "results");
/** Tables of runs that are not published; ignored by git. */
export const localFolder = path.join(resultsFolder, "local");
export const runsFolder = path.join(resultsFolder, "runs");

/** The project's folder in the ways it is written, the longest first. */
const writtenRoots = [
  pathToFileURL(projectRoot).href,
  `file://${projectRoot}`,
  projectRoot,
  projectRoot.replaceAll("\\", "/"),
];

/** Replaces this machine's paths in a text that will be stored or shown. */
export function withoutProjectPath(text: string): string {
  let shown = text;
  for (const root of writtenRoots) shown = shown.replaceAll(root, ".");
  return shown;
}
