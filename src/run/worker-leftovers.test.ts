/** What a worker leaves behind: processes, open pipes, paths. */
import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";
import { findProcess } from "./lock/running-process.ts";
import { projectRoot } from "./project.ts";
import type { RuntimeBinary } from "./runtime-binary.ts";
import { workerOfCode } from "./worker-of-code.ts";
import { runWorker } from "./worker-process.ts";

/** Starts a child that never ends and shares the worker's pipes. */
const startsChild = (options: string) => `
  const child = require("child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], {
    stdio: "inherit", ${options}
  });
  child.unref();
  console.error("child " + child.pid);`;

function childOf(stderr: string): number {
  const pid = Number(/child (\d+)/.exec(stderr)?.[1]);
  assert.ok(pid > 0, stderr);
  return pid;
}

async function endsSoon(pid: number): Promise<boolean> {
  for (const deadline = Date.now() + 5000; Date.now() < deadline; ) {
    if (findProcess(pid) === null) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}

describe("runWorker() with a worker that leaves a process behind", {
  skip: process.platform === "win32",
}, () => {
  it("ends it with its group, and does not wait for it", async () => {
    const result = await workerOfCode(`${startsChild("")} console.log("{}");`, 20_000);
    assert.ok(result.processNs < 10e9, "it waited for the child");
    assert.match(
      result.status === "failed" ? result.reason : "",
      /not what the protocol says/,
      "the answer was read",
    );
    assert.ok(await endsSoon(childOf(result.stderr)));
  });

  it("ends all of many that it has forked, and what those have started", async () => {
    const forks = `
      const { spawn } = require("child_process");
      const shell = 'for i in 1 2 3 4 5 6 7 8; do sleep 1000 & echo "child $!" >&2; (sleep 1000 & echo "child $!" >&2) & done; wait';
      spawn("sh", ["-c", shell], { stdio: "inherit", env: { PATH: ${JSON.stringify(process.env.PATH)} } }).unref();
      setTimeout(() => process.exit(5), 500);`;
    const result = await workerOfCode(forks, 20_000);
    assert.match(result.status === "failed" ? result.reason : "", /^exited with code 5/);
    const pids = [...result.stderr.matchAll(/child (\d+)/g)].map(([, pid]) => Number(pid));
    assert.equal(pids.length, 16, result.stderr);
    for (const pid of pids) assert.ok(await endsSoon(pid), String(pid));
  });

  it("does not wait for one in a session of its own, though that holds its pipes", async () => {
    const result = await workerOfCode(`${startsChild("detached: true")} console.log("{}");`, 20_000);
    process.kill(childOf(result.stderr), "SIGKILL");
    assert.ok(result.processNs < 10e9, "it waited for the child");
    assert.match(result.status === "failed" ? result.reason : "", /not what the protocol says/);
  });
});

describe("runWorker()'s texts", () => {
  it("have no path of this machine, also where they are cut", async () => {
    const line = `at file://${path.join(projectRoot, "bench", "measure.ts")}:1:1`;
    const code = `for (let i = 0; i < 400; i++) console.error(${JSON.stringify(line)} + " ".repeat(i % 7)); process.exit(1);`;
    const result = await workerOfCode(code, 10_000);
    assert.ok(result.stderr.length <= 4000 && result.stderr.includes("./bench/measure.ts"));
    const folder = path.basename(path.dirname(projectRoot));
    assert.ok(
      !result.stderr.includes(`${folder}/${path.basename(projectRoot)}`),
      result.stderr.slice(0, 100),
    );
  });

  it("name no folder where the executable cannot be started", async () => {
    const missing = path.join(projectRoot, "no", "runtime");
    const binary: RuntimeBinary = {
      runtime: "node",
      path: missing,
      flags: [],
      workerScript: "bench/worker.ts",
      source: "test",
    };
    const result = await runWorker(binary, { kind: "describe" }, { environment: {}, timeoutMs: 1000 });
    assert.match(
      result.status === "failed" ? result.reason : "",
      /could not be started: spawn \.\/no\/runtime ENOENT/,
    );
  });
});
