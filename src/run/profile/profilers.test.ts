/** Each runtime's profiler over a program of which is known what it does when. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, describe, it } from "node:test";
import { type RuntimeName, runtimeNames } from "../../core/model.ts";
import { type Stack, stacksOf } from "../../core/profile/stacks.ts";
import { cutToSection, type Section } from "../../core/profile/timed-section.ts";
import { everythingAllowed } from "../permissions/permission-flags.ts";
import { cacheFolder, projectRoot } from "../project.ts";
import { findRuntime, isMissing } from "../runtime-binary.ts";
import { baseEnvironment } from "../worker-environment.ts";
import { profilerOf } from "./profilers.ts";

mkdirSync(cacheFolder, { recursive: true });
const folder = mkdtempSync(path.join(cacheFolder, "profilers-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/**
 * Busy for 400 ms before, during and after the section, each in a function of its own; ends as the worker does. None
 * ends in a call: JavaScriptCore makes that a tail call, and the caller is no longer on the stack.
 */
const program = path.join(folder, "program.mjs");
writeFileSync(
  program,
  `import process from "node:process";
const epochUs = () => (performance.timeOrigin + performance.now()) * 1000;
function spin(untilUs) { let sum = 0; while (epochUs() < untilUs) sum++; return sum; }
function busyBefore() { const sum = spin(epochUs() + 400000); return sum + 1; }
function busyDuring() { const sum = spin(epochUs() + 400000); return sum + 1; }
function busyAfter() { const sum = spin(epochUs() + 400000); return sum + 1; }
busyBefore();
const startUs = epochUs();
busyDuring();
const endUs = epochUs();
busyAfter();
console.log(JSON.stringify({ startUs, endUs }));
process.exit(0);
`,
);

/** The stacks of the section that the program prints, and what else it prints. */
function profiled<Printed>(runtime: RuntimeName, file: string): { stacks: Stack[]; printed: Printed } {
  const binary = findRuntime(runtime, projectRoot);
  assert.ok(!isMissing(binary));
  const own = mkdtempSync(path.join(folder, `${runtime}-`));
  const { flags, launcher } = profilerOf(runtime).instrument(own, 500);
  assert.deepEqual(launcher, []);
  const words = [...binary.flags, ...everythingAllowed(runtime), ...flags, file];
  const env = baseEnvironment(runtime);
  const text = execFileSync(binary.path, words, { env, cwd: projectRoot, encoding: "utf8" });
  const printed = JSON.parse(text) as Section & Printed;
  const section = profilerOf(runtime).section(printed);
  return { stacks: stacksOf(cutToSection(profilerOf(runtime).read(own), section)), printed };
}

/** Samples of stacks that have the function anywhere. */
function samplesUnder(stacks: readonly Stack[], name: string): number {
  return stacks
    .filter(({ frames }) => frames.some(({ functionName }) => functionName === name))
    .reduce((sum, { samples }) => sum + samples, 0);
}

function expectSection(stacks: readonly Stack[]): void {
  const [before, during, after] = ["busyBefore", "busyDuring", "busyAfter"].map((name) =>
    samplesUnder(stacks, name),
  );
  // 800 are due; a busy machine leaves the thread that samples fewer.
  assert.ok(during! >= 20, `${during} samples of 400 ms at 500 µs`);
  // Two milliseconds of the wrong function: what two clocks that are read one after the other may differ by.
  assert.ok(before! <= 4 && after! <= 4, `${before} before, ${after} after`);
}

describe("profilers", () => {
  for (const runtime of runtimeNames) {
    it(`have ${runtime}'s samples at the time at which the program says it was there`, () => {
      expectSection(profiled(runtime, program).stacks);
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

/** Spins that are shorter than the interval between native calls that are longer; the CPU time of all by the clock. */
const pythonProgram = path.join(folder, "program.py");
writeFileSync(
  pythonProgram,
  `import gc, json, random, sys, time
sys.path.insert(0, "runtimes/python")
from worker.profiled import profiled
spent = {"spin": 0, "native": 0, "wait": 0, "collect": 0}
def spin(cpu_ns):
    until = time.thread_time_ns() + cpu_ns
    while time.thread_time_ns() < until: pass
def native(count): return sum(range(count))
def wait(): time.sleep(0.002)
def collect(): return gc.collect()
def busyBefore(): spin(200_000_000)
def busyDuring():
    # Of random length: a period would run in step with the sampler's timer.
    for turn in range(600):
        call(spin, chance.randrange(100_000, 500_000)); call(native, chance.randrange(50_000, 150_000))
        if turn % 10 == 0: call(collect)
    # By themselves: what runs beside a wait is told from it only roughly.
    for _ in range(200): call(wait)
def call(what, *words):
    start = time.thread_time_ns(); what(*words)
    spent[what.__name__] += time.thread_time_ns() - start
def busyAfter(): spin(200_000_000)
chance = random.Random(1)
waste = [[] for _ in range(20_000)]
with profiled():
    busyBefore()
    start_us = time.time_ns() / 1000
    busyDuring()
    end_us = time.time_ns() / 1000
    busyAfter()
print(json.dumps({"startUs": start_us, "endUs": end_us, "spent": spent}))
`,
);

const python = findRuntime("python", projectRoot);

describe("the reference's sampler", { skip: isMissing(python) && `python is ${python.reason}` }, () => {
  type Spent = { spent: Record<"spin" | "native" | "wait" | "collect", number> };
  const { stacks, printed } = isMissing(python)
    ? { stacks: [], printed: null }
    : profiled<Spent>("python", pythonProgram);

  it("has its samples at the time at which the program says it was there", () => expectSection(stacks));

  it("gives each function the share that the thread's CPU clock has, whether or not a signal can interrupt it", () => {
    const { spent } = printed!;
    const all = Object.values(spent).reduce((sum, one) => sum + one);
    const busy = samplesUnder(stacks, "busyDuring");
    for (const name of ["spin", "native", "wait", "collect"] as const) {
      const [sampled, byClock] = [samplesUnder(stacks, name) / busy, spent[name] / all];
      assert.ok(Math.abs(sampled - byClock) < 0.1, `${name}: sampled ${sampled}, by the clock ${byClock}`);
    }
  });

  it("names the native call", () => {
    assert.ok(samplesUnder(stacks, "sum") > 0.9 * samplesUnder(stacks, "native"));
    const place = stacks.find(({ frames }) => frames.at(-1)?.functionName === "sum")!.frames.at(-1)!;
    assert.deepEqual([place.url, place.lineNumber], ["", -1]);
  });

  it("names the collector under the function in which it ran", () => {
    assert.ok(samplesUnder(stacks, "(garbage collector)") > 0.8 * samplesUnder(stacks, "collect"));
    assert.ok(samplesUnder(stacks, "collect") > 20);
  });

  it("has nothing of itself in a stack", () => {
    assert.equal(
      stacks.flatMap(({ frames }) => frames).find(({ url }) => url.includes("sampler.py")),
      undefined,
    );
  });
});
