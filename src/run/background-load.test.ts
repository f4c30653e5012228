import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { startLoad } from "./background-load.ts";
import { findProcess } from "./lock/running-process.ts";
import { projectRoot } from "./project.ts";

/** CPU time that the system counts for a process, in whole seconds; null where there is no such process. */
function cpuSeconds(pid: number): number | null {
  try {
    const text = execFileSync("ps", ["-o", "time=", "-p", String(pid)], { encoding: "utf8" });
    return text
      .trim()
      .split(/[-:]/)
      .reduce((sum, part) => 60 * sum + Number.parseFloat(part), 0);
  } catch {
    return null;
  }
}

/** The test's own time limit ends the waiting, by its signal. */
async function until(holds: () => boolean, { signal }: TestContext): Promise<void> {
  while (!holds()) await sleep(20, undefined, { signal });
}

const skip = process.platform === "win32" && "there is no ps";

describe("startLoad()", { skip }, () => {
  it("keeps a core busy until it is stopped", { timeout: 60_000 }, async (context) => {
    const load = startLoad(process.execPath);
    assert.equal(load.isRunning, true);
    // A process that waits would never get there.
    await until(() => (cpuSeconds(load.pid) ?? 0) >= 2, context);
    await load.stop();
    assert.equal(load.isRunning, false);
    assert.ok(findProcess(load.pid) === null);
  });

  it("knows that its process was ended by somebody else", { timeout: 10_000 }, async (context) => {
    const load = startLoad(process.execPath);
    process.kill(load.pid, "SIGKILL");
    await until(() => !load.isRunning, context);
    await load.stop();
  });

  it("ends when its parent is killed", { timeout: 10_000 }, async (context) => {
    const module = JSON.stringify(path.join(projectRoot, "src/run/background-load.ts"));
    const script = `const { startLoad } = await import(${module});
      console.log(startLoad(process.execPath).pid);`;
    const parent = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(parent.stdout, "data")) as [Buffer];
    const pid = Number(line.toString());
    assert.ok(findProcess(pid) !== null);
    parent.kill("SIGKILL");
    await until(() => findProcess(pid) === null, context);
  });
});
