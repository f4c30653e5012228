/** The executables that run a repro: of the very builds that are accused, and of no others. */
import { accessSync, constants } from "node:fs";
import path from "node:path";
import { isPublished } from "../../core/bug-report/accused-builds.ts";
import { buildName, isReference } from "../../core/model.ts";
import type { RuntimeFacts } from "../../core/runtime-facts.ts";
import type { OnEvent } from "../../run/events.ts";
import { readExecutable } from "../../run/executable-facts.ts";
import { findBuilds } from "../../run/find-builds.ts";
import { projectRoot } from "../../run/project.ts";
import { findRuntime, isMissing, type RuntimeBinary, versionInSource } from "../../run/runtime-binary.ts";
import { UsageError } from "../../run/unknown-word.ts";

export interface Watch {
  readonly onEvent?: OnEvent;
  readonly signal?: AbortSignal | undefined;
}

/**
 * One path for each build, in their order. `named` are those of `--executable`, one for each build that the run had by
 * its path, in the same order. Throws where one cannot be had, or is another file than the one that was measured.
 */
export async function accusedExecutables(
  builds: readonly RuntimeFacts[],
  named: readonly string[],
  watch: Watch = {},
): Promise<string[]> {
  const unpublished = builds.filter((one) => !isPublished(one));
  if (named.length !== unpublished.length) throw wrongNumber(unpublished, named);
  const paths = named.values();
  const found: string[] = [];
  for (const facts of builds) {
    found.push(
      isPublished(facts)
        ? await publishedExecutable(facts, watch)
        : await namedExecutable(facts, paths.next().value!),
    );
  }
  return found;
}

function wrongNumber(unpublished: readonly RuntimeFacts[], named: readonly string[]): UsageError {
  const given = `got ${named.length === 0 ? "none" : named.join(", ")}`;
  if (unpublished.length === 0) {
    return new UsageError(
      `--executable: every build that is accused is a published one, which is fetched; leave it out; ${given}`,
    );
  }
  const [are, words] = [
    unpublished.map((one) => `${buildName(one)} (SHA-256 ${one.binarySha256})`).join(" and then "),
    unpublished.map(() => "--executable PATH").join(" "),
  ];
  return new UsageError(
    `run the repro with ${are}: the run had it by its path, which no results file has; expected ${words}, ${given}`,
  );
}

/** Whole, as the repro is started in another folder. */
async function namedExecutable(facts: RuntimeFacts, named: string): Promise<string> {
  const file = path.resolve(named);
  try {
    accessSync(file, constants.X_OK);
    await expectSame(facts, file, `--executable ${named}`);
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError(
      `--executable ${named}: no file that can be executed; expected that of ${buildName(facts)}, SHA-256 ${facts.binarySha256}`,
      { cause },
    );
  }
  return file;
}

async function expectSame(facts: RuntimeFacts, file: string, what: string): Promise<void> {
  const { sha256 } = await readExecutable(file);
  if (sha256 === facts.binarySha256) return;
  throw new UsageError(
    `${what}: not the file that was measured as ${buildName(facts)}: its SHA-256 is ${sha256}, the results file's ${facts.binarySha256}`,
  );
}

async function publishedExecutable(facts: RuntimeFacts, watch: Watch): Promise<string> {
  const found = isReference(facts.runtime) ? reference(facts) : await published(facts, watch);
  // Another system's package has another file; and Python is the system's, of which only the packages are pinned.
  if (found.source === facts.source && !isReference(facts.runtime)) {
    await expectSame(facts, found.path, found.source);
  }
  return found.path;
}

function reference({ runtime, source }: RuntimeFacts): RuntimeBinary {
  const found = findRuntime(runtime, projectRoot);
  if (isMissing(found)) throw new Error(`run the repro with ${runtime}, ${source}: ${found.reason}`);
  if (found.source === source) return found;
  throw new Error(`run the repro with ${source}, which the file is of: ${found.source} is installed`);
}

async function published({ runtime, version, source }: RuntimeFacts, watch: Watch): Promise<RuntimeBinary> {
  // As its package is numbered, which of a nightly is not what the runtime says.
  const wanted = versionInSource({ runtime, source }) ?? version;
  const pinned = findRuntime(runtime, projectRoot);
  if (!isMissing(pinned) && pinned.source.endsWith(`@${wanted}`)) return pinned;
  const [build] = await findBuilds(
    [{ kind: "version", runtime, version: wanted }],
    watch.onEvent ?? (() => {}),
    {
      signal: watch.signal,
    },
  );
  if (build && !isMissing(build.found)) {
    // The file's word may be a range, of which npm has the newest.
    if (build.found.source.endsWith(`@${wanted}`)) return build.found;
    throw new Error(
      `run the repro with ${runtime} ${wanted}, which the file is of: got ${build.found.source}`,
    );
  }
  const reason = build && isMissing(build.found) ? build.found.reason : "not found";
  throw new Error(`run the repro with ${runtime} ${wanted}, which the file is of: ${reason}`);
}
