import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { killGroup } from "./kill-group.ts";

/** What is done to end a process on a system that is not there. */
function doneOn(platform: NodeJS.Platform, pid: number | undefined, kill: () => void = () => {}): string[] {
  const done: string[] = [];
  killGroup(pid, {
    platform,
    kill: (target, signal) => {
      done.push(`${signal} ${target}`);
      kill();
    },
    run: (program, words) => done.push([program.replace(/^.*\\/, ""), ...words].join(" ")),
  });
  return done;
}

describe("killGroup()", () => {
  it("ends the group where there are groups", () => {
    for (const platform of ["linux", "darwin"] as const) {
      assert.deepEqual(doneOn(platform, 4711), ["SIGKILL -4711"]);
    }
  });

  it("ends the tree on Windows, before what it hangs from", () => {
    assert.deepEqual(doneOn("win32", 4711), ["taskkill.exe /pid 4711 /t /f", "SIGKILL 4711"]);
  });

  it("does nothing for what was never started, and is content with what has ended", () => {
    assert.deepEqual(doneOn("linux", undefined), []);
    const gone = () => {
      throw Object.assign(new Error("kill ESRCH"), { code: "ESRCH" });
    };
    assert.deepEqual(doneOn("darwin", 1234, gone), ["SIGKILL -1234"]);
  });
});
