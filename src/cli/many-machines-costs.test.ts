/** What docs/many-machines.md reckons from: the published run, as it is in results/. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { it } from "node:test";
import { gunzipSync } from "node:zlib";
import type { Finish } from "../core/records.ts";
import { clock, countText } from "../report/number-text.ts";
import { projectRoot } from "../run/project.ts";

const read = (...names: string[]) => readFileSync(path.join(projectRoot, ...names));

it("docs/many-machines.md has the time, the processes and the bytes of the published run", () => {
  const { run } = JSON.parse(read("results", "published.json").toString()) as { run: string };
  const compressed = read("results", run);
  const bytes = gunzipSync(compressed);
  const lines = bytes.toString().trimEnd().split("\n");
  const processes = lines.filter((line) => line.startsWith('{"kind":"observation"')).length;
  const { elapsedNs } = JSON.parse(lines.at(-1)!) as Finish;
  const megabytes = (count: number) => `${(count / 1e6).toFixed(2)} MB`;
  const page = read("docs", "many-machines.md").toString();
  for (const words of [
    `| ${(elapsedNs / 1e9 / processes).toFixed(2)} s | ${clock(elapsedNs)} ÷ ${countText(processes)} processes, the published run`,
    `| ${(bytes.length / 1e3 / processes).toFixed(1)} kB, ${(compressed.length / 1e3 / processes).toFixed(1)} kB compressed | ` +
      `${megabytes(bytes.length)}, and ${megabytes(compressed.length)} as published`,
  ])
    assert.ok(page.includes(words), `expected in docs/many-machines.md: ${words}`);
});
