/** Which undici a version of Node can run: the project's, or the newest that supports it. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { byVersion } from "../../core/versions/version-order.ts";
import { projectRoot } from "../project.ts";

interface Undici {
  readonly version: string;
  /** The oldest Node that its package.json names under `engines`. */
  readonly leastNode: string;
}

/** Pinned, as the project's own is: the last of each major version, so that the same sweep has the same packages. */
const older: readonly Undici[] = [
  { version: "7.30.2", leastNode: "20.18.1" },
  { version: "6.29.1", leastNode: "18.17.0" },
];

/** Null where the project's own runs. Below the last of them that one is taken, and shows what it lacks. */
export function olderUndici(nodeVersion: string): string | null {
  const fits = ({ leastNode }: Undici) => byVersion(leastNode, nodeVersion) <= 0;
  if (fits(projectUndici())) return null;
  return (older.find(fits) ?? older.at(-1)!).version;
}

export function projectUndici(): Undici {
  const file = path.join(projectRoot, "node_modules", "undici", "package.json");
  const { version, engines } = JSON.parse(readFileSync(file, "utf8")) as {
    readonly version: string;
    readonly engines: { readonly node: string };
  };
  return { version, leastNode: engines.node.replace(/^>=\s*/, "") };
}
