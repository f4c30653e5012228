/** What a run makes of workers that crash, hang, print rubbish, break a premise or become slower, from the file to the exit code. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, describe, it } from "node:test";
import type { FailedObservation } from "../core/records.ts";
import { loadRun } from "../run/load-run.ts";
import { copyProject } from "./project-copy.ts";

const project = await copyProject();
after(() => project.remove());

const measureFile = path.join(project.folder, "bench", "measure.ts");
const benchmarkFile = path.join(project.folder, "src", "run", "benchmark.ts");
const measureSource = readFileSync(measureFile, "utf8");
const benchmarkSource = readFileSync(benchmarkFile, "utf8");
// Long enough for a good worker here, short enough for a test.
writeFileSync(
  benchmarkFile,
  benchmarkSource.replace(/processTimeoutMs = [\d_]+/, "processTimeoutMs = 4_000"),
);

/** Runs two arms, of which `shared` does `fault` before it measures. */
async function runWith(name: string, fault: string) {
  const begin = "const { arm, warmupOperations, timedOperations, busyLoopNs } = job;";
  assert.ok(measureSource.includes(begin));
  writeFileSync(
    measureFile,
    measureSource.replace(begin, `${begin}\n  if (arm.context === "shared") ${fault}`),
  );
  const file = path.join(project.folder, `${name}.jsonl`);
  const words = [
    "--runtime",
    "node",
    "--client",
    "node:tls",
    "--trust",
    "private-ca",
    "--scenario",
    "request",
  ];
  const contexts = ["--context", "fresh,shared", "--rounds", "3", "--out", file];
  const { status, stdout, stderr } = project.ctxcost("run", ...words, ...contexts);
  const { run } = await loadRun(file);
  const failed = run.observations.filter((one): one is FailedObservation => one.status === "failed");
  return { status, stdout, stderr, run, failed };
}

const faults: Record<string, [string, RegExp, FailedObservation["fault"]]> = {
  crashes: [
    '{ console.error("Error: boom"); process.exit(7); }',
    /exited with code 7: Error: boom/,
    "worker",
  ],
  "is killed": ['process.kill(process.pid, "SIGKILL");', /exited with SIGKILL/, "worker"],
  "prints rubbish": [
    '{ console.log("no JSON"); process.exit(0); }',
    /answer is not what the protocol says/,
    "worker",
  ],
  "ends without an answer": ["process.exit(0);", /expected one line of JSON as its answer, got 0/, "worker"],
  "exits with 1 after its answer": [
    '{ process.on("exit", () => { process.exitCode = 1; }); }',
    /exited with code 1$/,
    "worker",
  ],
  "prints half of its answer": [
    '{ process.stdout.write(\'{"kind":"measured","measurement":{"coldNs":12\'); process.exit(0); }',
    /answer is not what the protocol says/,
    "worker",
  ],
  "floods its standard error": [
    '{ const { writeSync } = await import("node:fs"); for (;;) writeSync(2, "x".repeat(65536)); }',
    /printed more than 16777216 bytes on its standard error; killed/,
    "worker",
  ],
  hangs: [
    "await new Promise(() => setInterval(() => {}, 1000));",
    /no answer within 4000 ms|not run: it hung/,
    "worker",
  ],
  "makes too few requests": [
    "return measureArm(adapter, { ...job, timedOperations: timedOperations - 1, arm: { ...arm, context: 'fresh' } });",
    /expected operations to be \d+, got \d+/,
    "premise",
  ],
};

describe("ctxcost run with a worker that", () => {
  for (const [name, [fault, reason, kind]] of Object.entries(faults)) {
    it(name, async () => {
      const { status, stdout, stderr, run, failed } = await runWith(name.replaceAll(" ", "-"), fault);
      assert.equal(run.observations.length, 6, "the run went on");
      assert.equal(failed.length, 3);
      assert.ok(run.finish, "to its end");
      for (const one of failed) {
        assert.match(one.reason, reason);
        assert.equal(one.fault, kind);
        assert.ok(!JSON.stringify(one).includes(project.folder), "a path of this machine");
      }
      assert.match(stdout, /request: shared failed: /);
      assert.match(stderr, /3 of 6 observations .* failed/);
      assert.equal(status, 1);
    });
  }

  it("keeps the end of its standard error", async () => {
    const { failed } = await runWith("stderr", '{ console.error("the last words"); process.exit(7); }');
    assert.match(failed[0]!.stderr, /the last words/);
  });
});

describe("ctxcost run with a machine that", () => {
  it("becomes slower half-way says so while it runs and after it", async () => {
    const line = "const totals = times.map((taken) => Math.round(taken.closedNs));";
    assert.ok(measureSource.includes(line));
    // The eighth process of the arm and all after it; the calibration starts none. The times are made up: a busy machine
    // would make others slow as well, or the ninth slower again.
    // In the compile cache: a worker may write nowhere else.
    const counter = JSON.stringify(path.join(project.folder, ".cache", "node", "counter"));
    const slower = `
  const { appendFileSync, statSync } = await import("node:fs");
  if (arm.context === "shared") appendFileSync(${counter}, "x");
  const factor = arm.context === "shared" && statSync(${counter}).size > 7 ? 20 : 1;
  const base = (arm.context === "shared" ? 20_000 : 90_000) + (process.pid % 97);
  const totals = times.map((_, index) => factor * (base + (index % 7)));`;
    writeFileSync(measureFile, measureSource.replace(line, slower));
    const words = ["--runtime", "node", "--client", "node:tls", "--trust", "private-ca"];
    const rest = ["--scenario", "create", "--context", "fresh,shared", "--rounds", "14"];
    const { status, stderr } = project.ctxcost("run", ...words, ...rest, "--out", "slower.jsonl");
    assert.equal(status, 0, stderr);
    assert.match(stderr, /note: round 8 .*\/shared: [\d.]+ × as slow as the slowest of its earlier/);
    const notes = stderr.match(/note: round \d+ .* as slow as/g)!;
    assert.equal(notes.length, 1, "the second slow process is no news");
    assert.match(
      stderr,
      /warnings: 1 ratio is another in the late rounds .*; 1 arm drifted from .*; see the/,
    );
    const { run } = await loadRun(path.join(project.folder, "slower.jsonl"));
    const page = path.join(project.folder, "results", "local", run.header.runId, "node.md");
    assert.match(readFileSync(page, "utf8"), /Not the same in the late rounds as in the early ones \(\d\)/);
    assert.equal(run.header.machine.conditions!.freeDiskBytes! > 0, true);
  });
});
