/** Asks each build of a runtime what it is and what clients it has, in a process of its own. */
import { type RuntimeName, referenceRuntimes, runtimeNames } from "../core/model.ts";
import type { RuntimeFacts } from "../core/runtime-facts.ts";
import type { OnEvent } from "./events.ts";
import { readExecutable } from "./executable-facts.ts";
import { findRuntime, isMissing, type MissingRuntime, type RuntimeBinary } from "./runtime-binary.ts";
import { baseEnvironment } from "./worker-environment.ts";
import { runWorker } from "./worker-process.ts";

/** A build that somebody wants to measure. */
export interface WantedBuild {
  readonly found: RuntimeBinary | MissingRuntime;
  /** Its name in the run; by its version where absent. */
  readonly name?: string | undefined;
  /** See RuntimeFacts. */
  readonly slowDown?: number | undefined;
  /** A reference that is not installed and that nobody asked for by name: it is left out and fails nothing. */
  readonly isOptional?: true | undefined;
}

export interface DescribedRuntimes {
  /** By the build's name; by the runtime's where each has one build. */
  readonly binaries: ReadonlyMap<string, RuntimeBinary>;
  readonly facts: readonly RuntimeFacts[];
  readonly missing: readonly MissingRuntime[];
  /** Those of the missing that were wanted and not only welcome. */
  readonly failed: readonly MissingRuntime[];
}

/** The executables that the project pins. */
export function pinnedBuilds(
  projectRoot: string,
  names: readonly RuntimeName[] = runtimeNames,
): WantedBuild[] {
  return names.map((name) => ({ found: findRuntime(name, projectRoot) }));
}

/** The references: measured where they are installed. One that is installed and does not run is a failure, as any. */
export function referenceBuilds(projectRoot: string): WantedBuild[] {
  return pinnedBuilds(projectRoot, referenceRuntimes).map((one) =>
    isMissing(one.found) ? { ...one, isOptional: true } : one,
  );
}

interface Described {
  readonly binary: RuntimeBinary;
  readonly facts: RuntimeFacts;
  readonly wantedName: string | undefined;
}

/** One that is not there, or does not answer, is in `missing` with its reason; the others go on. */
export async function describeRuntimes(
  wanted: readonly WantedBuild[],
  signal?: AbortSignal,
): Promise<DescribedRuntimes> {
  const described: Described[] = [];
  const missing: MissingRuntime[] = [];
  for (const { found, name, slowDown } of wanted) {
    const answer = isMissing(found) ? found : await describe(found, signal);
    if ("reason" in answer) {
      missing.push(answer);
      continue;
    }
    const facts = slowDown === undefined ? answer : { ...answer, slowDown };
    described.push({ binary: found as RuntimeBinary, facts, wantedName: name });
  }
  const several = runtimesWithSeveral(wanted);
  const isComparing = described.some(({ facts }) => several.has(facts.runtime));
  const named = withNames(described, isComparing);
  expectSomethingToCompare(named.facts, missing, several);
  const optional = new Set(wanted.filter((one) => one.isOptional).map(({ found }) => found));
  return { ...named, missing, failed: missing.filter((one) => !optional.has(one)) };
}

/** A reference that nobody asked for is no failure, and with `--quiet` not told. */
export function tellMissing({ missing, failed }: DescribedRuntimes, onEvent: OnEvent): void {
  for (const one of missing) {
    if (failed.includes(one)) onEvent({ kind: "missing", ...one });
    else onEvent({ kind: "note", text: `${one.runtime}, the reference, is ${one.reason}` });
  }
}

function runtimesWithSeveral(wanted: readonly WantedBuild[]): ReadonlySet<RuntimeName> {
  const byRuntime = Map.groupBy(wanted, ({ found }) => found.runtime);
  return new Set([...byRuntime].flatMap(([runtime, own]) => (own.length > 1 ? [runtime] : [])));
}

/** One build that is left of several would be measured for a quarter of an hour, for no comparison. */
function expectSomethingToCompare(
  facts: readonly RuntimeFacts[],
  missing: readonly MissingRuntime[],
  several: ReadonlySet<RuntimeName>,
): void {
  const counts = new Map(
    [...Map.groupBy(facts, (one) => one.runtime)].map(([runtime, own]) => [runtime, own.length]),
  );
  const isCompared = [...counts.values()].some((count) => count > 1);
  for (const runtime of several) {
    const count = counts.get(runtime) ?? 0;
    // Of none at all the others' comparison is still worth having.
    if (count > 1 || (count === 0 && isCompared)) continue;
    const [own] = facts.filter((one) => one.runtime === runtime);
    const reasons = missing.filter((one) => one.runtime === runtime).map(({ reason }) => reason);
    throw new Error(
      `compare builds of ${runtime}: ${own ? `only ${own.build} runs` : "none runs"}, expected two or more: ${reasons.join("; ")}`,
    );
  }
}

/** Where builds of a runtime are compared every build of the run has a name, also another runtime's only one. */
function withNames(described: readonly Described[], isComparing: boolean) {
  const binaries = new Map<string, RuntimeBinary>();
  const facts: RuntimeFacts[] = [];
  for (const { binary, facts: own, wantedName } of described) {
    const build = isComparing ? freeName(wantedName ?? nameOf(binary, own), binaries) : undefined;
    binaries.set(build ?? own.runtime, binary);
    facts.push(build === undefined ? own : { ...own, build });
  }
  return { binaries, facts };
}

async function describe(binary: RuntimeBinary, signal?: AbortSignal): Promise<RuntimeFacts | MissingRuntime> {
  const { runtime, source } = binary;
  const environment = baseEnvironment(runtime);
  const result = await runWorker(binary, { kind: "describe" }, { environment, timeoutMs: 60_000, signal });
  if (result.status === "failed") {
    return { runtime, reason: `${source} does not run: ${result.reason}` };
  }
  const { facts } = result.answer;
  if (facts.runtime !== runtime) return { runtime, reason: `${source} is ${facts.runtime}, not ${runtime}` };
  const { sha256: binarySha256, rustTls } = await readExecutable(binary.path);
  const tlsLibrary = rustTls === null ? facts.tlsLibrary : `${rustTls} (by its executable)`;
  const { strippedWorker } = binary;
  return { ...facts, tlsLibrary, binarySha256, source, ...(strippedWorker ? { strippedWorker } : {}) };
}

/** By what the executable is, and never by where it lies: paths are this machine's. */
function nameOf({ source }: RuntimeBinary, { runtime, version, binarySha256 }: RuntimeFacts): string {
  const isPublished = source.startsWith("npm:");
  return `${runtime}@${version}${isPublished ? "" : `+${binarySha256.slice(0, 8)}`}`;
}

/** The same executable may be named twice: a build against itself. */
function freeName(name: string, taken: ReadonlyMap<string, unknown>): string {
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name}#${number}`)) number++;
  return `${name}#${number}`;
}
