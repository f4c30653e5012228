/** For tests: runs made of chosen numbers, as results files. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { type SyntheticBuilds, syntheticBuilds } from "../core/comparison/synthetic-builds.ts";
import type { Header, Run, RunRecord } from "../core/records.ts";
import { type SyntheticRun, syntheticRun } from "../core/synthetic-run.ts";

/** The records in the order in which a run writes them. */
function recordsOf({ header, checks, plan, observations, finish }: Run): RunRecord[] {
  return [header, ...checks, plan, ...observations, ...(finish ? [finish] : [])];
}

/** Lines as they are to be written: some left out, or damaged. */
export type Damage = (lines: readonly string[]) => readonly string[];

let files = 0;

/** Writes the run into the folder under a name of its own, which it returns; gzipped where the extension says so. */
export function writeRun(
  folder: string,
  run: Run,
  { damage = (lines) => lines, extension = "jsonl" }: { damage?: Damage; extension?: string } = {},
): string {
  const name = `${files++}.${extension}`;
  const text = damage(recordsOf(run).map((record) => `${JSON.stringify(record)}\n`)).join("");
  writeFileSync(path.join(folder, name), extension.endsWith(".gz") ? gzipSync(text) : text);
  return name;
}

/** Two builds and two cases of one arm each, 13 rounds; the head takes `factor` times as long. */
export function buildsRun(factor: number, rest: Partial<SyntheticBuilds> = {}): Run {
  return syntheticBuilds({
    builds: [
      { build: "node@22.1.0", version: "22.1.0", binarySha256: "01".repeat(32) },
      { build: "node@26.10.0", version: "26.10.0" },
    ],
    cases: [{ client: "node:tls" }, { client: "undici" }],
    latencyNs: (build, _, round) =>
      1e6 * (build === 1 ? factor : 1) * (1 + 0.001 * ((round * (build + 3)) % 13)),
    ...rest,
  });
}

/** One build and two cases, `fresh` and `shared`, 13 rounds; everything takes `factor` times as long. */
export function singleRun(
  factor: number,
  header: Partial<Header> = {},
  rest: Partial<SyntheticRun> = {},
): Run {
  const cases = ["node:tls", "undici"].map((client) => ({
    client,
    latencyNs: { fresh: 1e6 * factor, shared: 1e5 * factor },
  }));
  return syntheticRun({ cases, header, ...rest });
}
