/** A report that is interrupted while its script runs, which is most of the time. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { readExecutable } from "../../run/executable-facts.ts";
import { namedFileSource } from "../../run/find-builds.ts";
import { projectRoot } from "../../run/project.ts";
import { withoutSignals } from "../ending-signals.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-interrupted-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** The published run of Deno, as if the build had been named by its path: here one that never ends. */
async function runOfSlowBuild(mark: string): Promise<{ run: string; executable: string }> {
  const executable = path.join(folder, "slow");
  writeFileSync(
    executable,
    `#!/bin/sh\nsleep 600 &\necho "$$ $!" > ${mark}.new\nmv ${mark}.new ${mark}\nwait\n`,
  );
  chmodSync(executable, 0o755);
  const { sha256 } = await readExecutable(executable);
  const results = path.join(projectRoot, "results");
  const { run: name } = JSON.parse(readFileSync(path.join(results, "published.json"), "utf8"));
  const [header, ...rest] = gunzipSync(readFileSync(path.join(results, name)))
    .toString()
    .split("\n");
  const facts = JSON.parse(header!);
  const deno = facts.runtimes.find(({ runtime }: { runtime: string }) => runtime === "deno");
  Object.assign(deno, { source: namedFileSource, binarySha256: sha256 });
  const run = path.join(folder, "run.jsonl");
  writeFileSync(run, [JSON.stringify(facts), ...rest].join("\n"));
  return { run, executable };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // One that has ended and waits for whoever takes orphans to ask for it.
    return !existsSync("/proc") || !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

/** A process that was killed closes its pipes a moment before it is gone. */
async function ends(pid: number): Promise<boolean> {
  for (let waited = 0; waited < 10_000 && isRunning(pid); waited += 20) await sleep(20);
  return !isRunning(pid);
}

describe("ctxcost bug-report that is interrupted", () => {
  it("ends what it has started, writes nothing, and exits with 130", {
    skip: withoutSignals,
  }, async (context) => {
    const mark = path.join(folder, "pids");
    const out = path.join(folder, "report.md");
    const { run, executable } = await runOfSlowBuild(mark);
    const words = ["--case", "deno/Deno.connectTls/bundle/request", "--run", run, "--executable", executable];
    const child = spawn(process.execPath, ["src/cli/launch.js", "bug-report", ...words, "--out", out], {
      cwd: projectRoot,
      stdio: ["ignore", "ignore", "pipe"],
    });
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    const ended = once(child, "close") as Promise<[number]>;
    while (!existsSync(mark)) {
      assert.equal(child.exitCode, null, stderr);
      await sleep(50, undefined, { signal: context.signal });
    }
    child.kill("SIGINT");
    const [code] = await ended;
    assert.equal(code, 130, stderr);
    assert.match(stderr, /interrupted by SIGINT/);
    const pids = readFileSync(mark, "utf8").trim().split(" ").map(Number);
    assert.equal(pids.length, 2);
    for (const pid of pids) assert.ok(await ends(pid), String(pid));
    assert.equal(existsSync(out), false);
  });
});
