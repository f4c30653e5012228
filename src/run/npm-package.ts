/**
 * Packages by npm, which every machine has that has Node: it knows the registry, the proxy and the credentials, checks
 * each package against the registry's integrity, and runs no script of it here.
 */
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { byVersion } from "../core/versions/version-order.ts";
import { runNpm } from "./npm-command.ts";

/** The newest that matches, or null; an exact one is not looked up, so that what is in the cache needs no network. */
export async function newestVersion(
  name: string,
  wanted: string,
  signal?: AbortSignal,
): Promise<string | null> {
  if (/^\d+\.\d+\.\d+(-|$)/.test(wanted)) return wanted;
  // Without the level it says no word of why where this is run by `npm run --silent`.
  const stdout = await runNpm(["view", `${name}@${wanted}`, "version", "--json", "--loglevel=error"], signal);
  // What an npm before 9 says of a version that there is not.
  if (stdout.trim() === "") return null;
  const found = JSON.parse(stdout) as string | string[];
  // In the order of publication, which is not that of the versions where an older line is still cared for.
  return [found].flat().sort(byVersion).at(-1) ?? null;
}

/** Into `node_modules` of the folder, which is made where it is not there. */
export async function installInto(
  folder: string,
  name: string,
  version: string,
  signal?: AbortSignal,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const quiet = ["--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"];
  await runNpm(["install", "--prefix", folder, "--ignore-scripts", ...quiet, `${name}@${version}`], signal);
}

/** Makes a folder whole or not at all; one that another process has put there meanwhile is as good. */
export async function makeWhole(folder: string, make: (unfinished: string) => Promise<void>): Promise<void> {
  const unfinished = `${folder}.${process.pid}`;
  try {
    await make(unfinished);
    renameSync(unfinished, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

export interface NpmError extends Error {
  /** Of the operating system, where npm could not be started. */
  readonly code?: string | number;
  readonly stderr?: string;
}

/** By npm's code alone: its sentences name registries and folders, which no results file should. */
/** What is said of a version that npm could not fetch; not where there is none such. */
export const registryFailed = /with npm: (?!E404|ETARGET)/;

export function npmReason({ code, stderr = "" }: NpmError, wanted: string): string {
  const npmCode = /^npm (?:error|ERR!) code (\S+)/m.exec(stderr)?.[1] ?? `exit code ${code}`;
  if (code === "ENOENT") return `fetch ${wanted}: npm is not installed, or not on the PATH`;
  if (["E404", "ETARGET"].includes(npmCode)) return `${wanted} is no published version`;
  return `fetch ${wanted} with npm: ${npmCode}; \`npm view ${wanted}\` says more`;
}
