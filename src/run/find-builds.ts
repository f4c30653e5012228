/** Finds what the user named: a pinned executable, a published version (fetched once into the cache), or a file. */
import { accessSync, constants, existsSync, statSync } from "node:fs";
import path from "node:path";
import { type BuildWord, isVersionWord } from "./build-words.ts";
import type { WantedBuild } from "./describe-runtimes.ts";
import type { OnEvent } from "./events.ts";
import { installInto, makeWhole, type NpmError, newestVersion, npmReason } from "./npm-package.ts";
import { cacheFolder, projectRoot } from "./project.ts";
import {
  binaryAt,
  findRuntime,
  type MissingRuntime,
  packageOf,
  type RuntimeBinary,
  type RuntimePackage,
} from "./runtime-binary.ts";
import { UsageError } from "./unknown-word.ts";
import { withOneWorker } from "./worker-script/one-worker.ts";

const versionsFolder = path.join(cacheFolder, "runtimes");
/** The origin of an executable that was named by its path, which no results file has. */
export const namedFileSource = "a file that the user named";

/** A published version: where its executable is, or will be. */
interface Published {
  readonly word: Extract<BuildWord, { kind: "version" }>;
  readonly entry: RuntimePackage;
  readonly version: string;
  readonly folder: string;
}

interface FindOptions {
  /** Where published versions are kept. */
  readonly folder?: string;
  /** Ends the search; its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * One that cannot be had is `missing`, with the reason; the others go on. A path that is no executable throws a
 * UsageError: what was mistyped is not to be found out after a quarter of an hour, and no file is to name it.
 */
export async function findBuilds(
  words: readonly BuildWord[],
  onEvent: OnEvent,
  { folder = versionsFolder, signal }: FindOptions = {},
): Promise<WantedBuild[]> {
  const places: (RuntimeBinary | MissingRuntime | Published)[] = [];
  for (const word of words) places.push(await placeOf(word, folder, signal));
  const absent = places.filter((one): one is Published => "entry" in one && !existsSync(one.folder));
  if (absent.length > 0) onEvent({ kind: "phase", phase: "fetch", total: absent.length });
  const builds: WantedBuild[] = [];
  for (const place of places) {
    builds.push({ found: "entry" in place ? await fetched(place, onEvent, signal) : place });
  }
  return withOneWorker(builds, onEvent, [], signal);
}

async function placeOf(
  word: BuildWord,
  folder: string,
  signal?: AbortSignal,
): Promise<RuntimeBinary | MissingRuntime | Published> {
  switch (word.kind) {
    case "pinned":
      return findRuntime(word.runtime, projectRoot);
    case "path":
      return fileBuild(word);
    case "version":
      return publishedBuild(word, folder, signal);
  }
}

function fileBuild(word: Extract<BuildWord, { kind: "path" }>): RuntimeBinary {
  const { runtime } = word;
  const file = path.resolve(word.path);
  try {
    accessSync(file, constants.X_OK);
    if (statSync(file).isFile()) return binaryAt(runtime, file, namedFileSource);
  } catch {
    // The reason is the same, whether it is not there or not for this user.
  }
  throw new UsageError(
    `--runtime ${runtime}=${word.path}: no file that can be executed; expected the path of a build of ${runtime}`,
  );
}

async function publishedBuild(
  word: Published["word"],
  versions: string,
  signal?: AbortSignal,
): Promise<MissingRuntime | Published> {
  const { runtime } = word;
  const entry = packageOf(runtime);
  if ("reason" in entry) return entry;
  const { package: name } = entry;
  // Words of a command line were looked at when they were read; a results file's come here as a stranger wrote them.
  if (!isVersionWord(word.version))
    return { runtime, reason: `${name}@${word.version} is no version; expected a number such as 22.23.3` };
  try {
    const version = await newestVersion(name, word.version, signal);
    if (version === null) return { runtime, reason: `${name}@${word.version} is no published version` };
    const folder = path.join(versions, `${name.replace("/", "-")}-${version}`);
    return { word, entry, version, folder };
  } catch (cause) {
    signal?.throwIfAborted();
    return { runtime, reason: npmReason(cause as NpmError, `${name}@${word.version}`) };
  }
}

async function fetched(
  { word: { runtime }, entry, version, folder }: Published,
  onEvent: OnEvent,
  signal?: AbortSignal,
): Promise<RuntimeBinary | MissingRuntime> {
  const wanted = `${entry.package}@${version}`;
  if (!existsSync(folder)) {
    onEvent({ kind: "step", label: wanted });
    try {
      await makeWhole(folder, (unfinished) => installInto(unfinished, entry.package, version, signal));
    } catch (cause) {
      signal?.throwIfAborted();
      return { runtime, reason: npmReason(cause as NpmError, wanted) };
    } finally {
      onEvent({ kind: "step-done" });
    }
  }
  const executable = path.join(folder, "node_modules", entry.package, entry.executable);
  if (existsSync(executable)) return binaryAt(runtime, executable, `npm:${wanted}`);
  return { runtime, reason: `${wanted} has no ${entry.executable}` };
}
