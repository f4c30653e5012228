/** Where the project's files are. The only module that knows; nothing below it is written into a results file. */
import os from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
export const cacheFolder = path.join(projectRoot, ".cache");
export const fixtureFolder = path.join(cacheFolder, "fixture");
export const resultsFolder = path.join(projectRoot, "results");
/** Tables of runs that are not published; ignored by git. */
export const localFolder = path.join(resultsFolder, "local");
export const runsFolder = path.join(resultsFolder, "runs");

const ownForms = writtenForms(projectRoot, process.platform);

/** Replaces this machine's paths in a text that will be stored or shown. */
export function withoutProjectPath(text: string): string {
  return withoutRoot(text, ownForms);
}

/** The project's first, as it mostly lies below the home; a home that is the file system's root is nobody's name. */
export function withoutOwnPaths(text: string): string {
  return withoutHome(withoutProjectPath(text), os.homedir(), process.platform);
}

const endOfName = "(?![\\w-]|\\.\\w)";

/** `~` for a home, where it stands as a folder of its own: not `/root` in `/rootless` or in `/mnt/root`. */
export function withoutHome(text: string, home: string, platform: NodeJS.Platform): string {
  const { dir, base } = (platform === "win32" ? path.win32 : path.posix).parse(home);
  if (dir === "" || base === "") return text;
  let shown = text;
  for (const { source, flags } of writtenForms(home.replace(/[\\/]+$/, ""), platform)) {
    shown = shown.replaceAll(new RegExp(`(?<![\\w.-])${source}${endOfName}`, flags), "~");
  }
  return shown;
}

/** A folder in the ways it is written, the longest first. */
export function writtenForms(root: string, platform: NodeJS.Platform): RegExp[] {
  const windows = platform === "win32";
  const forms = [
    pathToFileURL(root, { windows }).href,
    `file://${root}`,
    // As JSON writes it.
    root.replaceAll("\\", "\\\\"),
    root,
    root.replaceAll("\\", "/"),
  ];
  // Windows takes any case, and its programs write the drive's letter in both.
  return [...new Set(forms)].map((form) => new RegExp(RegExp.escape(form), windows ? "gi" : "g"));
}

export function withoutRoot(text: string, forms: readonly RegExp[]): string {
  let shown = text;
  // Not where it only begins a longer name: `/work/ctxcost` in `/work/ctxcost-old`.
  for (const { source, flags } of forms) {
    shown = shown.replaceAll(new RegExp(`${source}${endOfName}`, flags), ".");
  }
  return shown;
}
