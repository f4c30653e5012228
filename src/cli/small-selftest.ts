/** For tests: a copy of the project whose self-test takes seconds. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { copyProject, type ProjectCopy } from "./project-copy.ts";

/** Six rounds are the fewest that give a p. */
const changes = [
  ["const rounds = defaultRounds;", "const rounds = 6;"],
  [
    'clients: ["node:tls", "node:https", "undici", "empty"],',
    'clients: ["node:tls", "empty"], trusts: ["private-ca"],',
  ],
  ['selection: { ...fewAgainstSame, clients: ["node:https"] }', "selection: fewAgainstSame"],
] as const;

export interface SmallSelftest {
  readonly project: ProjectCopy;
  /** The module that makes the runs, and its text as it is in the copy. */
  readonly source: { readonly file: string; readonly text: string };
  /** The folder of the self-test with this seed, relative to the copy. */
  folderOf(seed: number): string;
}

export async function copyWithSmallSelftest(): Promise<SmallSelftest> {
  const project = await copyProject();
  const file = path.join(project.folder, "src", "run", "selftest.ts");
  let text = readFileSync(file, "utf8");
  for (const [from, to] of changes) {
    assert.ok(text.includes(from), `${from} is not in selftest.ts`);
    text = text.replace(from, to);
  }
  writeFileSync(file, text);
  return {
    project,
    source: { file, text },
    folderOf(seed) {
      const local = path.join("results", "local");
      const end = `-${seed.toString(16).padStart(8, "0")}`;
      const names = readdirSync(path.join(project.folder, local));
      const name = names.find((one) => one.startsWith("selftest-") && one.endsWith(end));
      assert.ok(name, `no folder of seed ${seed}`);
      return path.join(local, name);
    },
  };
}
