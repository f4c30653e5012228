/** A run whose process is killed and can do nothing more: no process is left, and nothing that was finished is lost. */
import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, describe, it, type TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { seededRandom } from "../core/statistics/random.ts";
import { loadRun } from "../run/load-run.ts";
import { cannotSeeProcesses, leftAfter, processesIn } from "./processes-in.ts";
import { copyProject } from "./project-copy.ts";
import { type StartedRun, startRun, twoArms } from "./started-run.ts";

const project = await copyProject({ packages: "linked" });
after(() => project.remove());
const { folder } = project;

/** It takes some 20 ms; a worker that nobody ended would go on for up to a second, one that hangs for ever. */
const longestOrphanMs = 2000;

const moments = 20;

describe("ctxcost run whose process is killed", { skip: cannotSeeProcesses }, () => {
  it(`at ${moments} random moments leaves no process and loses no observation`, async (context: TestContext) => {
    const seed = randomInt(2 ** 32);
    context.diagnostic(`seed ${seed}`);
    const random = seededRandom(seed);
    for (let moment = 1; moment <= moments; moment++) {
      const run = startRun(folder, `killed-${moment}.jsonl`, [...twoArms, "--rounds", "200"], "main.ts");
      // Half of them at start-up, in the checks or the calibration; half in the rounds, however slow the machine is.
      const isInRounds = moment % 2 === 0;
      if (isInRounds) await run.untilObserved(1);
      const afterMs = random() * (isInRounds ? 500 : 1000);
      const what = `seed ${seed}, moment ${moment}: ${Math.round(afterMs)} ms ${isInRounds ? "into the rounds" : ""}`;
      await sleep(afterMs);
      // What is in the file when the signal is sent was finished before it.
      const finished = run.observed();
      run.child.kill("SIGKILL");
      assert.equal(await run.ended, null, `${what}: ${run.stderr()}`);
      assert.deepEqual(await leftAfter(folder, longestOrphanMs), [], what);
      assert.ok((await hasRounds(run, finished, what)) || finished === 0, what);
    }
  });

  it("ends a worker that hangs and what it has started, though nobody waits for it any more", async () => {
    const measureFile = path.join(folder, "bench", "measure.ts");
    const source = readFileSync(measureFile, "utf8");
    const begin = "const { arm, warmupOperations, timedOperations, busyLoopNs } = job;";
    assert.ok(source.includes(begin));
    // Busy: no listener in it would ever run.
    const hanging = `${begin}
  const { spawn } = await import("node:child_process");
  spawn("sleep", ["1000"], { stdio: "inherit" });
  await new Promise((resolve) => setTimeout(resolve, 100));
  for (;;);`;
    writeFileSync(measureFile, source.replace(begin, hanging));
    try {
      // A worker on Node may start nothing.
      const onBun = twoArms.map((word) => (word === "node" ? "bun" : word));
      const run = startRun(folder, "hanging.jsonl", [...onBun, "--rounds", "1"], "main.ts");
      const isThere = (words: string) =>
        processesIn(folder).some(({ commandLine }) => commandLine.includes(words));
      while (!isThere("sleep 1000")) {
        assert.equal(run.child.exitCode, null, `it ended before: ${run.stderr()}`);
        await sleep(10);
      }
      assert.ok(isThere("bench/worker.ts"));
      run.child.kill("SIGKILL");
      assert.deepEqual(await leftAfter(folder, longestOrphanMs), []);
    } finally {
      writeFileSync(measureFile, source);
    }
  });

  it("is no obstacle to the next, which finds the lock of a process that is gone", () => {
    const words = ["run", ...twoArms, "--rounds", "1", "--out", path.join(folder, "next.jsonl")];
    const { status, stderr } = project.ctxcost(...words);
    assert.equal(status, 0, stderr);
    assert.doesNotMatch(stderr, /no lock is held/);
  });
});

/** Whether it came to its first round. All that is there must be whole, but for the last line. */
async function hasRounds({ file }: StartedRun, finished: number, what: string): Promise<boolean> {
  try {
    const { run, warnings } = await loadRun(file);
    assert.ok(run.observations.length >= finished, `${what}: ${finished} were in the file`);
    assert.ok(
      run.observations.every(({ status }) => status === "valid"),
      what,
    );
    assert.ok(warnings.some((text) => text.includes("did not come to its end")));
    return run.observations.length > 0;
  } catch (error) {
    // Before its plan a run has nothing to show.
    assert.equal(finished, 0, `${what}: ${error}`);
    assert.match(String(error), /no plan line|empty; expected a header line|ENOENT/, what);
    return false;
  }
}
