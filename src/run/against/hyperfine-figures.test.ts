import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import type { Reading } from "../../core/against/tool-records.ts";
import { openWorkbench } from "../open-workbench.ts";
import {
  findHyperfine,
  hyperfineFigures,
  hyperfineMissing,
  hyperfineVersion,
  readHyperfine,
} from "./hyperfine-figures.ts";
import { measureTools } from "./measure-tools.ts";
import { toolQuestions } from "./tool-questions.ts";

const workbench = await openWorkbench(["node"]);
after(() => workbench.close());
const { signal } = new AbortController();
const { of } = toolQuestions[0]!;
const loops = { fresh: [5, 45], shared: [100, 8100] } as const;
const file = findHyperfine();

describe("hyperfineFigures()", () => {
  it("measures where hyperfine is installed, and says how to get it where it is not", async () => {
    const asked = hyperfineFigures(workbench, { of, loops }, { file, signal });
    if (file === null) {
      await assert.rejects(asked, { message: hyperfineMissing });
      return;
    }
    assert.match(await hyperfineVersion(file), /^\d+\.\d+\.\d+$/);
    const [median, mean] = await asked;
    assert.ok(mean!.ratio > 5 && median!.ratio > 5, `fresh ÷ shared is ${mean!.ratio}`);
    assert.ok(mean!.freshNs > 1e5 && mean!.freshNs < 1e9, `${mean!.freshNs} ns`);
    assert.equal(median!.claim, null);
  });

  it("leaves a row that says how to get it, and asks the others all the same", async () => {
    const question = { ...toolQuestions[0]!, tools: ["hyperfine", "tinybench"] } as const;
    const readings: Reading[] = [];
    const plan = { questions: [question], repeats: 1, seed: 1, hyperfine: null, signal, onStep: () => {} };
    for await (const reading of measureTools(workbench, plan)) readings.push(reading);
    const [hyperfine, tinybench] = readings.sort((a, b) => (a.tool < b.tool ? -1 : 1));
    assert.equal(hyperfine!.status, "failed");
    assert.match(JSON.stringify(hyperfine), /not installed: `apt-get install hyperfine` on Debian/);
    assert.equal(tinybench!.status, "measured");
  });
});

describe("findHyperfine()", () => {
  it("looks through the search path and nowhere else", () => {
    assert.equal(findHyperfine(import.meta.dirname), null);
    assert.equal(findHyperfine(""), null);
  });
});

describe("readHyperfine()", () => {
  const times = (seconds: number, stddev: number | null = 0.01) => ({
    mean: seconds,
    stddev,
    median: seconds,
    times: [seconds, seconds, seconds, seconds],
  });
  const counts = { fresh: [100, 200], shared: [1000, 2000] } as const;
  it("divides the difference of the times by that of the counts", () => {
    const results = [times(0.5), times(0.9), times(0.1), times(0.2)];
    const [, mean] = readHyperfine(JSON.stringify({ results }), of, counts);
    assert.ok(Math.abs(mean!.freshNs - 4e6) < 1e-3);
    assert.ok(Math.abs(mean!.sharedNs - 1e5) < 1e-3);
    assert.ok(Math.abs(mean!.ratio - 40) < 1e-9);
    // σ ÷ √4 of each time, in squares: 7 ms of 400 and of 100.
    const halfWidth = Math.log(mean!.claim!.high / 40);
    assert.ok(Math.abs(halfWidth - 1.96 * Math.hypot(7.071 / 400, 7.071 / 100)) < 0.002, String(halfWidth));
  });
  it("refuses times in which the operations do not show", () => {
    const results = [times(0.5), times(0.5), times(0.1), times(0.2)];
    assert.throws(
      () => readHyperfine(JSON.stringify({ results }), of, counts),
      /node fresh: 200 operations took no longer than 100; the machine was too busy/,
    );
  });
});
