/** Finds what the user named: a pinned executable, a published version (fetched once into the cache), or a file. */
import { accessSync, constants, existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import type { BuildWord } from "./build-words.ts";
import type { WantedBuild } from "./describe-runtimes.ts";
import type { OnEvent } from "./events.ts";
import { runNpm } from "./npm-command.ts";
import { cacheFolder, projectRoot } from "./project.ts";
import {
  binaryAt,
  findRuntime,
  type MissingRuntime,
  packageOf,
  type RuntimeBinary,
} from "./runtime-binary.ts";
import { UsageError } from "./unknown-word.ts";

const versionsFolder = path.join(cacheFolder, "runtimes");

/**
 * One that cannot be had is `missing`, with the reason; the others go on. A path that is no executable throws a
 * UsageError: what was mistyped is not to be found out after a quarter of an hour, and no file is to name it.
 */
export async function findBuilds(
  words: readonly BuildWord[],
  onEvent: OnEvent,
  folder = versionsFolder,
): Promise<WantedBuild[]> {
  const builds: WantedBuild[] = [];
  for (const word of words) builds.push({ found: await findBuild(word, onEvent, folder) });
  return builds;
}

async function findBuild(
  word: BuildWord,
  onEvent: OnEvent,
  versions: string,
): Promise<RuntimeBinary | MissingRuntime> {
  switch (word.kind) {
    case "pinned":
      return findRuntime(word.runtime, projectRoot);
    case "path":
      return fileBuild(word);
    case "version":
      return versionBuild(word, onEvent, versions);
  }
}

function fileBuild(word: Extract<BuildWord, { kind: "path" }>): RuntimeBinary {
  const { runtime } = word;
  const file = path.resolve(word.path);
  try {
    accessSync(file, constants.X_OK);
    if (statSync(file).isFile()) return binaryAt(runtime, file, "a file that the user named");
  } catch {
    // The reason is the same, whether it is not there or not for this user.
  }
  throw new UsageError(
    `--runtime ${runtime}=${word.path}: no file that can be executed; expected the path of a build of ${runtime}`,
  );
}

type VersionWord = Extract<BuildWord, { kind: "version" }>;

async function versionBuild(
  word: VersionWord,
  onEvent: OnEvent,
  versions: string,
): Promise<RuntimeBinary | MissingRuntime> {
  const { runtime } = word;
  const entry = packageOf(runtime);
  if ("reason" in entry) return entry;
  try {
    const version = await exactVersion(entry.package, word.version);
    if (version === null)
      return { runtime, reason: `${entry.package}@${word.version} is no published version` };
    const folder = path.join(versions, `${entry.package.replace("/", "-")}-${version}`);
    if (!existsSync(folder)) {
      onEvent({ kind: "note", text: `fetching ${entry.package}@${version}` });
      await fetchPackage(entry.package, version, folder);
    }
    const executable = path.join(folder, "node_modules", entry.package, entry.executable);
    if (existsSync(executable)) return binaryAt(runtime, executable, `npm:${entry.package}@${version}`);
    return { runtime, reason: `${entry.package}@${version} has no ${entry.executable}` };
  } catch (cause) {
    return { runtime, reason: reasonOf(cause as NpmError, `${entry.package}@${word.version}`) };
  }
}

interface NpmError extends Error {
  /** Of the operating system, where npm could not be started. */
  readonly code?: string | number;
  readonly stderr?: string;
}

/** By npm's code alone: its sentences name registries and folders, which no results file should. */
function reasonOf({ code, stderr = "" }: NpmError, wanted: string): string {
  const npmCode = /^npm (?:error|ERR!) code (\S+)/m.exec(stderr)?.[1] ?? `exit code ${code}`;
  if (code === "ENOENT") return `fetch ${wanted}: npm is not installed, or not on the PATH`;
  if (["E404", "ETARGET"].includes(npmCode)) return `${wanted} is no published version`;
  return `fetch ${wanted} with npm: ${npmCode}; \`npm view ${wanted}\` says more`;
}

/** The newest that matches; an exact one is not looked up, so that what is in the cache needs no network. */
async function exactVersion(name: string, wanted: string): Promise<string | null> {
  if (/^\d+\.\d+\.\d+(-|$)/.test(wanted)) return wanted;
  const stdout = await runNpm(["view", `${name}@${wanted}`, "version", "--json"]);
  // What an npm before 9 says of a version that there is not.
  if (stdout.trim() === "") return null;
  const found = JSON.parse(stdout) as string | string[];
  // In the order of publication, which is not that of the versions where an older line is still cared for.
  return [found].flat().sort(byVersion).at(-1) ?? null;
}

function byVersion(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}

/** npm checks the package against the registry's integrity; no script of it runs. Put in place when it is whole. */
async function fetchPackage(name: string, version: string, folder: string): Promise<void> {
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  const quiet = ["--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"];
  try {
    await runNpm(["install", "--prefix", unfinished, "--ignore-scripts", ...quiet, `${name}@${version}`]);
    renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}
