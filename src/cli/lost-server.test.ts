/** A run whose fixture server is killed: it is started again, what it spoilt is made again, and both are to be seen. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, describe, it } from "node:test";
import { analyseRun } from "../core/analyse-run.ts";
import { repeatedObservations } from "../core/repeated-observations.ts";
import { loadRun } from "../run/load-run.ts";
import { cannotSeeProcesses, processesIn } from "./processes-in.ts";
import { copyProject } from "./project-copy.ts";
import { startRun, twoArms } from "./started-run.ts";

const project = await copyProject({ packages: "linked" });
after(() => project.remove());
const { folder } = project;

function killIfThere(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended since the list was read.
  }
}

function serverPid(): number {
  const [server, ...others] = processesIn(folder).filter(({ commandLine }) =>
    commandLine.includes("fixture-server.ts"),
  );
  assert.ok(server && others.length === 0, "one server");
  return server.pid;
}

describe("ctxcost run whose server is killed", { skip: cannotSeeProcesses }, () => {
  it("starts another, measures the round again, marks it and says so", async () => {
    const rounds = 8;
    const run = startRun(folder, "server.jsonl", [...twoArms, "--rounds", String(rounds)]);
    await run.untilObserved(3);
    const first = serverPid();
    process.kill(first, "SIGKILL");
    await run.untilObserved(8);
    assert.notEqual(serverPid(), first);
    assert.equal(await run.ended, 0, run.stderr());
    assert.match(
      run.stderr(),
      /note: node\/node:tls\/private-ca\/request: repeated after a fault of the harness/,
    );

    const { run: stored } = await loadRun(run.file);
    const repeated = repeatedObservations(stored.observations);
    assert.ok(repeated.length > 0);
    for (const { fault, reason, round } of repeated) {
      assert.equal(fault, "harness");
      assert.match(reason, /the fixture server: it ended with SIGKILL/);
      const second = stored.observations.filter((one) => one.round === round && one.attempt === 2);
      assert.deepEqual(
        second.map(({ status }) => status),
        ["valid", "valid"],
        "both arms, once more",
      );
    }
    const [result] = analyseRun(stored).cases;
    assert.equal(result!.pairs[0]!.validPairs, rounds, "no pair is lost");
    assert.equal(stored.finish!.failedObservations, 0);

    const page = path.join(folder, "results", "local", stored.header.runId, "README.md");
    assert.match(
      readFileSync(page, "utf8"),
      /spoilt by a fault of the harness, and the round of the case was measured again.*it ended with SIGKILL/,
    );
  });

  it("says in the rows what is missing where the second one is killed as well", async () => {
    const run = startRun(folder, "servers.jsonl", [...twoArms, "--rounds", "4"]);
    await run.untilObserved(1);
    const killer = setInterval(() => {
      for (const { pid, commandLine } of processesIn(folder)) {
        if (commandLine.includes("fixture-server.ts")) killIfThere(pid);
      }
    }, 100);
    try {
      assert.equal(await run.ended, 1);
    } finally {
      clearInterval(killer);
    }
    const { run: stored } = await loadRun(run.file);
    assert.ok(stored.finish, "it went on to its end");
    assert.ok(stored.observations.some((one) => one.status === "failed" && one.attempt === 2));
    assert.match(run.stderr(), /\d+ of \d+ observations and 0 checks failed/);
  });
});
