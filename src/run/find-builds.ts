/** Finds what the user named: a pinned executable, a published version (fetched once into the cache), or a file. */
import { execFile } from "node:child_process";
import { accessSync, constants, existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import type { BuildWord } from "./build-words.ts";
import type { WantedBuild } from "./describe-runtimes.ts";
import type { OnEvent } from "./events.ts";
import { cacheFolder, projectRoot } from "./project.ts";
import {
  binaryAt,
  findRuntime,
  type MissingRuntime,
  packageOf,
  type RuntimeBinary,
} from "./runtime-binary.ts";

const run = promisify(execFile);
const versionsFolder = path.join(cacheFolder, "runtimes");

/** One that cannot be had is `missing`, with the reason; the others go on. */
export async function findBuilds(words: readonly BuildWord[], onEvent: OnEvent): Promise<WantedBuild[]> {
  const builds: WantedBuild[] = [];
  for (const word of words) builds.push({ found: await findBuild(word, onEvent) });
  return builds;
}

async function findBuild(word: BuildWord, onEvent: OnEvent): Promise<RuntimeBinary | MissingRuntime> {
  switch (word.kind) {
    case "pinned":
      return findRuntime(word.runtime, projectRoot);
    case "path":
      return fileBuild(word);
    case "version":
      return versionBuild(word, onEvent);
  }
}

function fileBuild(word: Extract<BuildWord, { kind: "path" }>): RuntimeBinary | MissingRuntime {
  const { runtime } = word;
  const file = path.resolve(word.path);
  try {
    accessSync(file, constants.X_OK);
    if (statSync(file).isFile()) return binaryAt(runtime, file, "a file that the user named");
  } catch {
    // The reason is the same, whether it is not there or not for this user.
  }
  return {
    runtime,
    reason: `${word.path} is no file that can be executed; expected the path of a ${runtime}`,
  };
}

type VersionWord = Extract<BuildWord, { kind: "version" }>;

async function versionBuild(word: VersionWord, onEvent: OnEvent): Promise<RuntimeBinary | MissingRuntime> {
  const { runtime } = word;
  const entry = packageOf(runtime);
  if ("reason" in entry) return entry;
  try {
    const version = await exactVersion(entry.package, word.version);
    if (version === null) return { runtime, reason: `${entry.package} has no version ${word.version}` };
    const folder = path.join(versionsFolder, `${entry.package.replace("/", "-")}-${version}`);
    if (!existsSync(folder)) {
      onEvent({ kind: "note", text: `fetching ${entry.package}@${version}` });
      await fetchPackage(entry.package, version, folder);
    }
    const executable = path.join(folder, "node_modules", entry.package, entry.executable);
    if (existsSync(executable)) return binaryAt(runtime, executable, `npm:${entry.package}@${version}`);
    return { runtime, reason: `${entry.package}@${version} has no ${entry.executable}` };
  } catch (cause) {
    const { stderr, message } = cause as Error & { stderr?: string };
    const reason = (stderr ?? message).trim().split("\n")[0]!;
    return { runtime, reason: `fetch ${entry.package}@${word.version} with npm: ${reason}` };
  }
}

/** The newest that matches; an exact one is not looked up, so that what is in the cache needs no network. */
async function exactVersion(name: string, wanted: string): Promise<string | null> {
  if (/^\d+\.\d+\.\d+(-|$)/.test(wanted)) return wanted;
  const { stdout } = await run("npm", ["view", `${name}@${wanted}`, "version", "--json"]);
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
    await run("npm", ["install", "--prefix", unfinished, "--ignore-scripts", ...quiet, `${name}@${version}`]);
    renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}
