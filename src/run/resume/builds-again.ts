/** The executables of a stopped run: the results file knows which they were, and of those that were named by path not where. */

import { isReference } from "../../core/model.ts";
import type { Header } from "../../core/records.ts";
import type { RuntimeFacts } from "../../core/runtime-facts.ts";
import { type BuildWord, isVersionWord } from "../build-words.ts";
import type { WantedBuild } from "../describe-runtimes.ts";
import type { OnEvent } from "../events.ts";
import { findBuilds, namedFileSource } from "../find-builds.ts";
import { projectRoot } from "../project.ts";
import { findRuntime, isMissing, packageOf, versionInSource } from "../runtime-binary.ts";
import { UsageError } from "../unknown-word.ts";

/** In the order of the run, by which builds are named and compared. `named` are those of `--runtime`, by path. */
export async function buildsAgain(
  { runtimes }: Header,
  named: readonly BuildWord[],
  onEvent: OnEvent,
  signal?: AbortSignal,
): Promise<WantedBuild[]> {
  const byPath = named.filter((word) => word.kind === "path");
  const wanted = runtimes.filter(({ source }) => source === namedFileSource);
  const names = (ones: readonly { readonly runtime: string }[]) =>
    ones.map(({ runtime }) => runtime).join(", ");
  if (byPath.length < named.length || names(byPath) !== names(wanted)) {
    const expected = wanted.map(({ runtime }) => `${runtime}=/path/to/${runtime}`).join(",");
    throw new UsageError(
      wanted.length === 0
        ? "--resume with --runtime: the run's builds are in its file; leave --runtime out"
        : `--resume: the run has builds that were named by their paths, which no results file has; expected --runtime ${expected}, ` +
            `in the order of the run, got ${names(named) || "none"}`,
    );
  }
  const paths = byPath.values();
  const words = runtimes.map((facts) =>
    facts.source === namedFileSource ? paths.next().value! : wordAgain(facts),
  );
  return findBuilds(words, onEvent, { signal });
}

/**
 * The project's own where it is that, else the published version. Whether it is the same executable is checked later.
 * Throws where the package is not the runtime's or the version is none: the file may be a stranger's, and what it names is
 * fetched and started.
 */
export function wordAgain({ runtime, source }: RuntimeFacts): BuildWord {
  const pinned = findRuntime(runtime, projectRoot);
  if (isMissing(pinned) || pinned.source === source || isReference(runtime))
    return { kind: "pinned", runtime };
  const version = versionInSource({ runtime, source });
  if (version !== null && /^\d+\.\d+\.\d+(-|$)/.test(version) && isVersionWord(version))
    return { kind: "version", runtime, version };
  const entry = packageOf(runtime);
  const known = "reason" in entry ? "a package" : `npm:${entry.package}@`;
  throw new UsageError(
    `--resume: the file's ${runtime} is of ${JSON.stringify(source)}; expected a version of ${known}, or the ` +
      "project's own: the run was made on another kind of machine, or its file was changed",
  );
}
