/**
 * Builds that are compared run one worker: where one of them cannot run TypeScript, or not the project's undici (the
 * stripped worker alone has another beside it), all have the one that is stripped of its types, so that no difference
 * between them is the loader's.
 */
import { byVersion } from "../../core/versions/version-order.ts";
import type { WantedBuild } from "../describe-runtimes.ts";
import type { OnEvent } from "../events.ts";
import { type NpmError, npmReason } from "../npm-package.ts";
import { isMissing, type MissingRuntime, type RuntimeBinary } from "../runtime-binary.ts";
import { versionText } from "../version-text.ts";
import { olderUndici, projectUndici } from "./older-undici.ts";
import { strippedWorker } from "./stripped-worker.ts";

/** Since when Node strips types without a flag (https://nodejs.org/api/typescript.html, its history). */
export function runsTypeScript(nodeVersion: string): boolean {
  const since = nodeVersion.startsWith("23.") ? "23.6.0" : "22.18.0";
  return byVersion(since, nodeVersion) <= 0;
}

/**
 * Of Node alone: the versions of Bun and Deno that the packages have all run TypeScript. `others` are versions that these
 * builds will be compared with later. Throws the reason of `signal` where it comes meanwhile.
 */
export async function withOneWorker(
  builds: readonly WantedBuild[],
  onEvent: OnEvent,
  others: readonly string[] = [],
  signal?: AbortSignal,
): Promise<WantedBuild[]> {
  const compared = builds.map((build) => markedAsCompared(build, builds, others));
  const versions = new Map<WantedBuild, string>();
  for (const build of compared) {
    if (build.found.runtime !== "node" || isMissing(build.found)) continue;
    const version = await versionOf(build.found, signal);
    signal?.throwIfAborted();
    if (version !== null) versions.set(build, version);
  }
  const reasons = reasonsToStrip([...versions.values(), ...others]);
  if (versions.size === 0 || reasons.length === 0) return compared;
  onEvent({
    kind: "note",
    text: `the worker is stripped of its types for every Node of this run: ${reasons.join("; ")}`,
  });
  const result: WantedBuild[] = [];
  for (const build of compared) {
    const version = versions.get(build);
    const found =
      version === undefined ? build.found : await stripped(build.found as RuntimeBinary, version, signal);
    result.push({ ...build, found });
  }
  return result;
}

function reasonsToStrip(versions: readonly string[]): string[] {
  const tooOld = versions.filter((version) => !runsTypeScript(version));
  const withOlder = versions.flatMap((version) => {
    const undici = olderUndici(version);
    return undici === null ? [] : [`${version} (it gets ${undici})`];
  });
  return [
    ...(tooOld.length > 0 ? [`${tooOld.join(", ")} cannot run TypeScript`] : []),
    ...(withOlder.length > 0
      ? [`undici ${projectUndici().version} does not support ${withOlder.join(", ")}`]
      : []),
  ];
}

/** Builds that are compared are started alike: see permission-flags.ts. */
function markedAsCompared(
  build: WantedBuild,
  builds: readonly WantedBuild[],
  others: readonly string[],
): WantedBuild {
  const { found } = build;
  const own = builds.filter((one) => one.found.runtime === found.runtime);
  if (isMissing(found) || own.length + others.length < 2) return build;
  return { ...build, found: { ...found, isCompared: true } };
}

async function stripped(
  binary: RuntimeBinary,
  version: string,
  signal?: AbortSignal,
): Promise<RuntimeBinary | MissingRuntime> {
  const undici = olderUndici(version);
  try {
    return { ...binary, workerScript: await strippedWorker(undici, signal), strippedWorker: { undici } };
  } catch (cause) {
    signal?.throwIfAborted();
    if (undici === null) throw cause;
    return { runtime: "node", reason: npmReason(cause as NpmError, `undici@${undici}`) };
  }
}

/** By its package, or as it says itself; null where it says nothing, which its description will tell the reason of. */
async function versionOf(
  { source, path: file }: RuntimeBinary,
  signal?: AbortSignal,
): Promise<string | null> {
  const published = /^npm:.+@(\d+\.\d+\.\d+\S*)$/.exec(source)?.[1];
  if (published !== undefined) return published;
  return /^v(\d+\.\d+\.\d+\S*)/.exec(await versionText(file, signal))?.[1] ?? null;
}
