/** How a user names what is to be measured: a runtime, a published version of it, or an executable. */
import { allRuntimes, isReference, type RuntimeName } from "../core/model.ts";
import { UsageError, unknownWord } from "./unknown-word.ts";

export type BuildWord =
  | { readonly kind: "pinned"; readonly runtime: RuntimeName }
  /** A version or a range, as npm takes them: `22`, `22.23.3`, `^1.2`. */
  | { readonly kind: "version"; readonly runtime: RuntimeName; readonly version: string }
  | { readonly kind: "path"; readonly runtime: RuntimeName; readonly path: string };

/** Nothing that npm could take for a URL, a file or a tag's neighbour. What is no release is a whole version: no `20-22`. */
const versionPattern = /^[~^]?(\d+(\.(\d+|x)){0,2}|\d+\.\d+\.\d+-[0-9A-Za-z.-]+)$/;

interface Examples {
  readonly exact: string;
  /** Each with what it stands for. */
  readonly ranges: readonly (readonly [range: string, meaning: string])[];
  readonly nightly: string;
}

const byPath = (runtime: RuntimeName) => `by its path: ${runtime}=/path/to/${runtime}`;
const examples: Partial<Record<RuntimeName, Examples>> = {
  node: {
    exact: "22.23.3",
    ranges: [
      ["22", "or 22.x, the newest 22"],
      ["^22.1", "the newest 22, from 22.1 on"],
      ["~22.1", "the newest 22.1"],
    ],
    nightly: byPath("node"),
  },
  bun: {
    exact: "1.4.5",
    ranges: [
      ["1.4", "or 1.4.x, the newest 1.4"],
      ["^1.2", "the newest 1, from 1.2 on"],
      ["~1.2.3", "the newest 1.2, from 1.2.3 on"],
    ],
    nightly: `by its exact version, as npm has it: bun@1.4.2-canary.20260928.1, or ${byPath("bun")}`,
  },
  deno: {
    exact: "2.9.6",
    ranges: [
      ["2.9", "or 2.9.x, the newest 2.9"],
      ["^2.4", "the newest 2, from 2.4 on"],
      ["~2.4.1", "the newest 2.4, from 2.4.1 on"],
    ],
    nightly: byPath("deno"),
  },
};

/** How a version of the runtime is written; `mark` is what stands before it, e.g. `node@`. */
export function versionHelp(runtime: RuntimeName, mark: string): string {
  const { exact, ranges } = examples[runtime]!;
  const words = ranges.map(([range, meaning]) => `${mark}${range} (${meaning})`);
  return `e.g. ${mark}${exact}, or a range, which stands for the newest in it: ${words.join(", ")}`;
}

/** Where builds may be named by their paths. */
function buildHelp(runtime: RuntimeName): string {
  return `${versionHelp(runtime, `${runtime}@`)}; a nightly is named ${examples[runtime]!.nightly}`;
}

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
    throw new UsageError(`--runtime ${word}: expected a version after the @, ${buildHelp(runtime)}`);
  }
  if (rest !== "") return { kind: "path", runtime, path: rest };
  throw new UsageError(`--runtime ${word}: expected the path of an executable after the =`);
}
