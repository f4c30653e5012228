import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { findProcess } from "./running-process.ts";

const hasPs = spawnSync("ps", ["-o", "lstart=", "-p", String(process.pid)]).status === 0;
const ways = [
  ["this system's way", process.platform, false],
  ["ps, as on macOS", "darwin", !hasPs && "there is no ps that knows lstart"],
] as const;

for (const [way, platform, skip] of ways) {
  describe(`findProcess() by ${way}`, { skip }, () => {
    it("says the same of a process however often it is asked, and another of one that began later", async (context) => {
      const own = findProcess(process.pid, platform);
      assert.ok(own);
      assert.deepEqual(findProcess(process.pid, platform), own);
      // ps has whole seconds.
      await sleep(1100);
      const child = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60_000)"]);
      context.after(() => child.kill("SIGKILL"));
      const other = findProcess(child.pid!, platform);
      assert.ok(other);
      if (process.platform !== "win32") assert.notEqual(other.beganAt, own.beganAt);
    });

    it("finds none that has ended", async () => {
      const child = spawn(process.execPath, ["-e", ""]);
      await once(child, "close");
      assert.equal(findProcess(child.pid!, platform), null);
    });

    it("finds none that has ended and is still in the list", {
      timeout: 10_000,
      skip: process.platform === "win32" && "Windows has no such processes",
    }, async (context) => {
      // A shell that becomes another program never asks for its child.
      const parent = spawn("sh", ["-c", "sleep 60 & echo $!; exec sleep 60"]);
      context.after(() => parent.kill("SIGKILL"));
      const [output] = (await once(parent.stdout, "data")) as [Buffer];
      const pid = Number(output.toString());
      assert.ok(findProcess(pid, platform), "it runs");
      process.kill(pid, "SIGKILL");
      // The test's own time limit ends the waiting, by its signal.
      while (findProcess(pid, platform) !== null) await sleep(20, undefined, { signal: context.signal });
      process.kill(pid, 0);
    });
  });
}
