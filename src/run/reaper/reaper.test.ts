import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { pinnedBuilds } from "../describe-runtimes.ts";
import { findProcess } from "../lock/running-process.ts";
import { projectRoot } from "../project.ts";
import { isMissing } from "../runtime-binary.ts";

/** Runs `code` with the reaper's functions; resolves with the numbers that it prints as its first line. */
async function start(context: TestContext, code: string): Promise<{ child: ChildProcess; pids: number[] }> {
  const script = `
    import { spawn } from "node:child_process";
    import { runWorker } from ${JSON.stringify(import.meta.resolve("../worker-process.ts"))};
    import { endWithThis } from ${JSON.stringify(import.meta.resolve("./reaper.ts"))};
    ${code}`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  context.after(() => child.kill("SIGKILL"));
  const ended = once(child, "exit").then(([code, signal]) => {
    throw new Error(`the process ended before it printed anything: code ${code}, signal ${signal}`);
  });
  const [output] = (await Promise.race([once(child.stdout!, "data"), ended])) as [Buffer];
  ended.catch(() => {});
  return { child, pids: output.toString().trim().split(" ").map(Number) };
}

async function haveEnded(pids: readonly number[], milliseconds: number): Promise<boolean> {
  for (const deadline = performance.now() + milliseconds; performance.now() < deadline; await sleep(10)) {
    if (pids.every((pid) => findProcess(pid) === null)) return true;
  }
  return false;
}

const sleeper = `spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { detached: true, stdio: "ignore" })`;

describe("endWithThis()", { skip: process.platform === "win32" && "Windows has no process groups" }, () => {
  it("ends a group when its process is killed", async (context) => {
    const { child, pids } = await start(
      context,
      `
      const child = ${sleeper};
      endWithThis(child.pid);
      console.log(child.pid);
      setInterval(() => {}, 1000);`,
    );
    assert.ok(findProcess(pids[0]!));
    child.kill("SIGKILL");
    assert.ok(await haveEnded(pids, 5000));
  });

  it("leaves alone what has ended: its number may be another's", async (context) => {
    const { child, pids } = await start(
      context,
      `
      const [one, other] = [${sleeper}, ${sleeper}];
      const hasEnded = endWithThis(one.pid);
      endWithThis(other.pid);
      hasEnded();
      console.log(one.pid, other.pid);
      setInterval(() => {}, 1000);`,
    );
    const [one, other] = pids as [number, number];
    context.after(() => process.kill(one, "SIGKILL"));
    child.kill("SIGKILL");
    assert.ok(await haveEnded([other], 5000), "the reaper has done its work");
    assert.ok(findProcess(one));
  });

  it("keeps no process from ending", async (context) => {
    const { child, pids } = await start(
      context,
      `
      const child = ${sleeper};
      child.unref();
      endWithThis(child.pid);
      console.log(child.pid);`,
    );
    const [code] = child.exitCode === null ? await once(child, "exit") : [child.exitCode];
    assert.equal(code, 0);
    assert.ok(await haveEnded(pids, 5000));
  });

  it("starts another reaper where the first was killed", async (context) => {
    const { child, pids } = await start(
      context,
      `
      import { execFileSync } from "node:child_process";
      endWithThis(2 ** 22 - 1)();
      const own = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" });
      // By its parent: this process has the reaper's name in its own arguments.
      const children = own.split("\\n").map((line) => line.trim().split(/ +/)).filter(([, ppid]) => Number(ppid) === process.pid);
      const [reaper] = children.find((words) => words.join(" ").includes("reap-orphans"));
      process.kill(Number(reaper), "SIGKILL");
      // Its number is free only when this process has been told of its end.
      for (let isThere = true; isThere; await new Promise((resolve) => setTimeout(resolve, 10))) {
        try { process.kill(Number(reaper), 0); } catch { isThere = false; }
      }
      const child = ${sleeper};
      endWithThis(child.pid);
      console.log(child.pid);
      setInterval(() => {}, 1000);`,
    );
    child.kill("SIGKILL");
    assert.ok(await haveEnded(pids, 5000));
  });
});

describe("runWorker() in a process that is killed", {
  skip: process.platform === "win32" && "Windows has no process groups",
}, () => {
  it("leaves neither a worker that is too busy to notice nor what that has started", async (context) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-reaper-"));
    context.after(() => rmSync(folder, { recursive: true, force: true }));
    const file = path.join(folder, "pids");
    const busy = `
      const { writeFileSync, renameSync } = require("fs");
      const child = require("child_process").spawn(process.execPath, ["-e", "for (;;);"], { stdio: "ignore" });
      writeFileSync(${JSON.stringify(`${file}.new`)}, process.pid + " " + child.pid);
      renameSync(${JSON.stringify(`${file}.new`)}, ${JSON.stringify(file)});
      for (;;);`;
    const { child } = await start(
      context,
      `
      const flags = ["-e", ${JSON.stringify(busy)}, "--"];
      const binary = { runtime: "node", path: process.execPath, flags, workerScript: "bench/worker.ts", source: "test" };
      runWorker(binary, { kind: "describe" }, { environment: {}, timeoutMs: 60_000 });
      console.log(process.pid);`,
    );
    while (!existsSync(file)) await sleep(10);
    const pids = readFileSync(file, "utf8").split(" ").map(Number);
    assert.ok(pids.every((pid) => findProcess(pid) !== null));
    child.kill("SIGKILL");
    assert.ok(await haveEnded(pids, 5000));
  });
});

describe("a worker whose parent was killed before it had a job", () => {
  for (const { found } of pinnedBuilds(projectRoot)) {
    it(`ends by itself, on ${found.runtime}`, { skip: isMissing(found) && found.reason }, async () => {
      assert.ok(!isMissing(found));
      const child = spawn(found.path, [...found.flags, found.workerScript], {
        cwd: projectRoot,
        stdio: ["pipe", "ignore", "ignore"],
      });
      child.stdin.end();
      const [code] = (await once(child, "exit")) as [number];
      assert.notEqual(code, 0);
    });
  }
});
