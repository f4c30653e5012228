/** For tests: the examples of CONTRIBUTING.md, taken from its text and applied to a copy of the project. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** What one example does: files that it adds, and changes of files that are there. */
export interface Example {
  /** `a client`, `a table` … */
  readonly name: string;
  readonly files: ReadonlyMap<string, string>;
  readonly changes: readonly Change[];
}

interface Change {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** Blocks behind a mark: `<!-- example of NAME: FILE -->` is a file, `<!-- example of NAME -->` a diff. */
const block = /<!-- example of ([\w ]+?)(?:: (\S+))? -->\n```(?:ts|diff)\n([\s\S]*?)```/g;

export function examplesOf(markdown: string): Example[] {
  const byName = Map.groupBy(markdown.matchAll(block), ([, name]) => name!);
  return [...byName].map(([name, blocks]) => ({
    name,
    files: new Map(blocks.flatMap(([, , file, text]) => (file ? [[file, text!] as const] : []))),
    changes: blocks.flatMap(([, , file, text]) => (file ? [] : changesOf(text!))),
  }));
}

/** A diff without line numbers, which would be wrong after the next commit: `--- FILE`, lines, `@@` between places. */
function changesOf(diff: string): Change[] {
  return diff
    .split(/^--- /m)
    .slice(1)
    .flatMap((part) => {
      const [file, ...lines] = part.trimEnd().split("\n");
      return lines
        .join("\n")
        .split("\n@@\n")
        .map((place) => ({ file: file!, before: side(place, "-"), after: side(place, "+") }));
    });
}

/** The place as it is before (`-`) or after (`+`) the change. */
function side(place: string, sign: "-" | "+"): string {
  return place
    .split("\n")
    .filter((line) => line.startsWith(sign) || line.startsWith(" "))
    .map((line) => `${line.slice(1)}\n`)
    .join("");
}

/** Lines that whoever follows the example writes; empty ones are not counted. */
export function writtenLines({ files, changes }: Example): number {
  const added = changes.map(({ before, after }) => {
    const kept = new Set(before.split("\n"));
    return after.split("\n").filter((line) => !kept.has(line)).length;
  });
  const whole = [...files.values()].map((text) => text.split("\n").filter((line) => line !== "").length);
  return [...added, ...whole].reduce((sum, count) => sum + count, 0);
}

/** Throws where a place is not there, or there twice. */
export function applyExample(example: Example, folder: string): void {
  for (const [file, text] of example.files) writeFileSync(path.join(folder, file), text);
  for (const { file, before, after } of example.changes) {
    const found = readFileSync(path.join(folder, file), "utf8");
    const places = found.split(before).length - 1;
    if (places !== 1) {
      throw new Error(
        `apply the example of ${example.name} to ${file}: expected its lines once, found them ${places} times:\n${before}`,
      );
    }
    writeFileSync(
      path.join(folder, file),
      found.replace(before, () => after),
    );
  }
}
