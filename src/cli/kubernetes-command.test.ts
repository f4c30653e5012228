/** What a pod of docs/kubernetes-job.yaml makes of the end of its run; in the place of `node` stands what a test chooses. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "yaml";
import { projectRoot } from "../run/project.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-pod-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const out = path.join(folder, "shard-2.jsonl");

const manifest = parse(readFileSync(path.join(projectRoot, "docs", "kubernetes-job.yaml"), "utf8")) as {
  spec: { template: { spec: { containers: { command: string[] }[] } } };
};
const [shell, ...words] = manifest.spec.template.spec.containers[0]!.command.map((word) =>
  word.replaceAll("/results/", `${folder}/`),
);

/** `slowly` changes the pod's own script: a signal may come between any two of its lines. */
function pod(run: string, slowly = (script: string) => script) {
  rmSync(out, { force: true });
  const [option, script] = words;
  writeFileSync(path.join(folder, "node"), `#!/bin/sh\n${run}\n`, { mode: 0o755 });
  const environment = { PATH: `${folder}:${process.env.PATH}`, JOB_COMPLETION_INDEX: "2", SHARDS: "8" };
  return spawn(shell!, [option!, slowly(script!)], { cwd: folder, env: environment, stdio: "ignore" });
}

async function codeAfter(lines: readonly string[], code: number): Promise<number> {
  const text = lines.map((line) => `echo '${line}' >> '${out}'`).join("\n");
  const [found] = await once(pod(`${text}\nexit ${code}`), "close");
  return found as number;
}

const header = '{"kind":"header"}';
const finish = '{"kind":"finish","failedObservations":1}';

describe("a pod of docs/kubernetes-job.yaml", {
  skip: process.platform === "win32" && "there is no sh",
}, () => {
  it("is done where its run came to its end, also with observations that failed", async () => {
    assert.equal(await codeAfter([header, finish], 1), 0);
    assert.equal(await codeAfter([header, finish], 0), 0);
  });

  it("has failed where its run did not come to its end, or wrote nothing", async () => {
    assert.equal(await codeAfter([header], 1), 1);
    assert.equal(await codeAfter([], 1), 1);
    assert.equal(await codeAfter([], 2), 2);
    assert.equal(await codeAfter([header], 130), 130);
  });

  const begun = path.join(folder, "begun");
  const told = path.join(folder, "told");
  /** Its run ends when it is told to, and leaves word of both. */
  const endless = `trap 'touch ${told}; exit 143' TERM\ntouch ${begun}\nwhile :; do sleep 0.05; done`;

  async function endedOnce(child: ReturnType<typeof pod>, file: string) {
    while (!existsSync(file)) {
      assert.equal(child.exitCode, null);
      await sleep(10);
    }
    child.kill("SIGTERM");
    return once(child, "close");
  }

  it("tells its run when it is to end, and waits for it", async () => {
    assert.deepEqual(await endedOnce(pod(endless), begun), [143, null]);
    assert.ok(existsSync(told));
  });

  it("does so, too, where it is told the moment the run has begun, and ends at once before that", async () => {
    for (const file of [begun, told]) rmSync(file);
    const afterRun = (script: string) => script.replace("--quiet &\n", "--quiet &\nsleep 0.5\n");
    assert.notEqual(afterRun(words[1]!), words[1]);
    assert.deepEqual(await endedOnce(pod(endless, afterRun), begun), [143, null]);
    assert.ok(existsSync(told));
    rmSync(begun);
    const early = path.join(folder, "early");
    const beforeRun = (script: string) => script.replace("node src", `touch ${early}; sleep 0.5\nnode src`);
    assert.deepEqual(await endedOnce(pod(endless, beforeRun), early), [143, null]);
    assert.equal(existsSync(begun), false);
  });
});
