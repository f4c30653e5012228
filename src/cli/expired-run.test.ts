/** A whole run whose certificates expire in its rounds, as when the clock is set forward. */
import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { loadRun } from "../run/load-run.ts";
import { withoutSignals } from "./ending-signals.ts";
import { copyProject } from "./project-copy.ts";
import { startRun, twoArms } from "./started-run.ts";

const project = await copyProject({ packages: "linked" });
after(() => project.remove());

function edit(name: string, before: string, now: string): void {
  const file = path.join(project.folder, "src", "run", name);
  const text = readFileSync(file, "utf8");
  assert.ok(text.includes(before), before);
  writeFileSync(file, text.replace(before, now));
}

// Long enough for what comes before the rounds, and for the first of them: twice what a run of one round takes here and
// now. A run would renew such ones before it begins.
const startedMs = performance.now();
const timed = project.ctxcost("run", ...twoArms, "--rounds", "1", "--out", "timed.jsonl");
assert.equal(timed.status, 0, timed.stderr);
const validityMs = Math.max(12_000, Math.ceil(2 * (performance.now() - startedMs)));
rmSync(path.join(project.folder, ".cache", "fixture"), { recursive: true });
edit("fixture/certificates.ts", "validityMs = 90 * dayMs", `validityMs = ${validityMs}`);
edit("fixture/certificates.ts", "renewBeforeMs = 7 * dayMs", "renewBeforeMs = 0");
edit("prepare.ts", "longestRoundMs = 24 * 3_600_000", "longestRoundMs = 0");

it("ctxcost run whose certificates expire fails what comes after, with that reason, and has new ones the next time", {
  skip: withoutSignals,
}, async () => {
  const run = startRun(project.folder, "expired.jsonl", [...twoArms, "--rounds", "200"]);
  const hasFailed = () => readFileSync(run.file, "utf8").includes('"status":"failed"');
  await run.untilObserved(1);
  while (!hasFailed()) {
    assert.equal(run.child.exitCode, null, "it ended, and nothing has failed");
    await sleep(50);
  }
  await run.untilObserved(run.observed() + 4);
  run.child.kill("SIGINT");
  assert.equal(await run.ended, 130, run.stderr());
  const { observations } = (await loadRun(run.file)).run;
  const first = observations.findIndex(({ status }) => status === "failed");
  assert.ok(first > 0, "some were measured before");
  for (const one of observations.slice(first)) {
    assert.match(one.status === "failed" ? one.reason : one.status, /certificate has expired/);
  }
  const next = project.ctxcost("run", ...twoArms, "--rounds", "1", "--out", `${run.file}-next.jsonl`);
  assert.equal(next.status, 0, next.stderr);
});
