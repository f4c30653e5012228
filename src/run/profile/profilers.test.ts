/** Each runtime's own profiler over a program of which is known what it does when. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, describe, it } from "node:test";
import { runtimeNames } from "../../core/model.ts";
import { stacksOf } from "../../core/profile/stacks.ts";
import { cutToSection } from "../../core/profile/timed-section.ts";
import { cacheFolder, projectRoot } from "../project.ts";
import { findRuntime, isMissing } from "../runtime-binary.ts";
import { baseEnvironment } from "../worker-environment.ts";
import { profilerOf } from "./profilers.ts";

mkdirSync(cacheFolder, { recursive: true });
const folder = mkdtempSync(path.join(cacheFolder, "profilers-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/**
 * Busy for 200 ms before, during and after the section, each in a function of its own; ends as the worker does. None
 * ends in a call: JavaScriptCore makes that a tail call, and the caller is no longer on the stack.
 */
const program = path.join(folder, "program.mjs");
writeFileSync(
  program,
  `import process from "node:process";
const epochUs = () => (performance.timeOrigin + performance.now()) * 1000;
function spin(untilUs) { let sum = 0; while (epochUs() < untilUs) sum++; return sum; }
function busyBefore() { const sum = spin(epochUs() + 200000); return sum + 1; }
function busyDuring() { const sum = spin(epochUs() + 200000); return sum + 1; }
function busyAfter() { const sum = spin(epochUs() + 200000); return sum + 1; }
busyBefore();
const startUs = epochUs();
busyDuring();
const endUs = epochUs();
busyAfter();
console.log(JSON.stringify({ startUs, endUs }));
process.exit(0);
`,
);

describe("profilers", () => {
  for (const runtime of runtimeNames) {
    it(`have ${runtime}'s samples at the time at which the program says it was there`, () => {
      const binary = findRuntime(runtime, projectRoot);
      assert.ok(!isMissing(binary));
      const own = mkdtempSync(path.join(folder, `${runtime}-`));
      const { flags, launcher } = profilerOf(runtime).instrument(own, 500);
      assert.deepEqual(launcher, []);
      const words = [...binary.flags, ...flags, program];
      const printed = execFileSync(binary.path, words, { env: baseEnvironment(runtime), encoding: "utf8" });
      const section = profilerOf(runtime).section(JSON.parse(printed) as { startUs: number; endUs: number });
      const cut = cutToSection(profilerOf(runtime).read(own), section);
      const samples = { busyBefore: 0, busyDuring: 0, busyAfter: 0 };
      for (const stack of stacksOf(cut)) {
        for (const name of Object.keys(samples) as (keyof typeof samples)[]) {
          if (stack.frames.some(({ functionName }) => functionName === name)) samples[name] += stack.samples;
        }
      }
      const { busyBefore, busyDuring, busyAfter } = samples;
      // 400 are due; a busy machine leaves the thread that samples fewer.
      assert.ok(busyDuring >= 20, `${busyDuring} samples of 200 ms at 500 µs`);
      // Two milliseconds of the wrong function: what two clocks that are read one after the other may differ by.
      assert.ok(busyBefore <= 4 && busyAfter <= 4, `${busyBefore} before, ${busyAfter} after`);
    });
  }

  it("say so where a worker has written no profile", () => {
    const empty = mkdtempSync(path.join(folder, "empty-"));
    assert.throws(() => profilerOf("node").read(empty), /expected it to have written one, got 0/);
  });

  it("name the field that is not of the format", () => {
    const broken = mkdtempSync(path.join(folder, "broken-"));
    writeFileSync(path.join(broken, "x.cpuprofile"), JSON.stringify({ nodes: [{ id: "one" }] }));
    assert.throws(() => profilerOf("node").read(broken), /field nodes\.0\.id/);
  });
});
