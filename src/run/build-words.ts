/** How a user names what is to be measured: a runtime, a published version of it, or an executable. */
import { allRuntimes, isReference, type RuntimeName } from "../core/model.ts";
import { UsageError, unknownWord } from "./unknown-word.ts";

export type BuildWord =
  | { readonly kind: "pinned"; readonly runtime: RuntimeName }
  /** A version or a range, as npm takes them: `22`, `22.23.3`, `^1.2`. */
  | { readonly kind: "version"; readonly runtime: RuntimeName; readonly version: string }
  | { readonly kind: "path"; readonly runtime: RuntimeName; readonly path: string };

/** Nothing that npm could take for a URL, a file or a tag's neighbour. */
const versionPattern = /^[~^]?\d+(\.(\d+|x))*(-[0-9A-Za-z.-]+)?$/;

/** A version or a range, and nothing else that npm would take: a results file's may be anything. */
export function isVersionWord(word: string): boolean {
  return versionPattern.test(word);
}

/** `node`, `node@22`, `node=/path/to/node`. Throws a UsageError for anything else. */
export function parseBuildWord(word: string): BuildWord {
  const [, name = "", mark, rest = ""] = /^([^@=]*)([@=])?(.*)$/s.exec(word)!;
  if (!(allRuntimes as readonly string[]).includes(name)) throw unknownWord("--runtime", name, allRuntimes);
  const runtime = name as RuntimeName;
  if (mark === undefined) return { kind: "pinned", runtime };
  if (mark === "@") {
    if (isReference(runtime)) {
      throw new UsageError(
        `--runtime ${word}: no versions of ${runtime} are fetched; expected ${runtime} (see \`make reference\`), or ` +
          `${runtime}=/path/to/${runtime} of an environment with httpx`,
      );
    }
    if (isVersionWord(rest)) return { kind: "version", runtime, version: rest };
    throw new UsageError(
      `--runtime ${word}: expected a version after the @, e.g. ${runtime}@22 or ${runtime}@22.23.3`,
    );
  }
  if (rest !== "") return { kind: "path", runtime, path: rest };
  throw new UsageError(`--runtime ${word}: expected the path of an executable after the =`);
}
