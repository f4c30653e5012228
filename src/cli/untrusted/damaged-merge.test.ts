/** One of two files to be merged is damaged: there is a page of what is whole, or a reason with file and line. */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import fc from "fast-check";
import { mergeResults } from "../../core/merge/merge-results.ts";
import { syntheticMachineRun } from "../../core/merge/synthetic-merge.ts";
import { mergePage } from "../../report/merge/merge-page.ts";
import { mergeFiles } from "../../run/merge/merge-files.ts";
import { readRuns } from "../../run/merge/read-runs.ts";
import { damages } from "../../run/untrusted/damage.ts";
import { fuzzing } from "../../run/untrusted/fuzz-settings.ts";
import { recordsOf } from "./page-makers.ts";
import { expectSense, linesOf, pagesOrReason, written } from "./untrusted-file.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-damaged-merge-"));
after(() => rmSync(folder, { recursive: true }));

const [first, second, third] = [1, 2, 3].map((seed) =>
  linesOf(recordsOf(syntheticMachineRun({ seed, rounds: 6 }))),
) as [string, string, string];

interface Outcome {
  readonly bytes: string;
  readonly page: string;
}

/** Null where the damaged file was refused. */
async function outcomeOf(files: readonly string[], damaged: string): Promise<Outcome | null> {
  const file = path.join(folder, "merge.jsonl");
  rmSync(file, { force: true });
  let page = "";
  const make = async () => {
    const { runs } = await mergeFiles(files, { file, folder });
    page = mergePage(mergeResults(runs), { rawFile: "merge.jsonl", projectFolder: ".." });
    return new Map([["merge.md", page]]);
  };
  // The two files are valid and of different plans: there is no line to be named.
  const refusal = /^merge: (?:the runs are not of one plan|two different records of the run)/;
  const pages = await pagesOrReason({ make, refusal }, damaged);
  if (!pages) return assert.ok(!existsSync(file), "something was written") ?? null;
  expectSense(pages);
  const bytes = readFileSync(file, "utf8");
  assert.equal(
    (await readRuns(file)).runs.map(({ lines }) => lines).reduce((a, b) => a + b),
    lineCount(bytes),
  );
  return { bytes, page };
}

function lineCount(text: string): number {
  return text.split("\n").length - 1;
}

describe("mergeFiles() of a whole file and a damaged one", () => {
  for (const [what, text] of [
    ["of one run", second],
    ["of several runs", second + third],
  ] as const) {
    it(`${what}: has a page, which is the same in any order and can be made again, or a reason`, async () => {
      const whole = written(first, "whole.jsonl");
      let merged = 0;
      const runs = fuzzing(60);
      const property = fc.asyncProperty(damages, async (damage) => {
        const damaged = written(damage(text), "damaged.jsonl");
        const outcome = await outcomeOf([whole, damaged], damaged);
        assert.deepEqual(await outcomeOf([damaged, whole, whole], damaged), outcome);
        if (!outcome) return;
        merged++;
        const again = written(outcome.bytes, "again.jsonl");
        assert.deepEqual(await outcomeOf([damaged, again], damaged), outcome);
      });
      await fc.assert(property, runs);
      assert.ok(merged >= runs.numRuns / 20, `${merged} of ${runs.numRuns} were merged`);
    });
  }
});
