/**
 * Sees to it that no worker and no server outlives this process, even if it is killed and can do nothing more.
 *
 * A worker cannot see to it itself: to notice that its parent is gone it would need a timer or a listener, which would
 * run in the section that is timed, and one that hangs would notice nothing. So a process that sleeps on a pipe does,
 * and is written to before a worker has its job and after it has ended. (`PR_SET_PDEATHSIG` would do on Linux alone,
 * and is not to be had from JavaScript.)
 */
import { spawn } from "node:child_process";
import type { Socket } from "node:net";
import path from "node:path";
import { projectRoot } from "../project.ts";
import { baseEnvironment } from "../worker-environment.ts";

let reaperInput: Socket | null = null;

/**
 * Has the process's group ended when this process ends without having done so. Call the result when it has ended: its
 * number may be given to another then.
 */
export function endWithThis(pid: number | undefined): () => void {
  if (pid === undefined) return () => {};
  tell(`+${pid}`);
  return () => tell(`-${pid}`);
}

function tell(line: string): void {
  reaperInput ??= startReaper();
  reaperInput.write(`${line}\n`);
}

function startReaper(): Socket {
  const child = spawn(process.execPath, [path.join(projectRoot, "src/run/reaper/reap-orphans.ts")], {
    cwd: projectRoot,
    env: baseEnvironment("node"),
    stdio: ["pipe", "ignore", "ignore"],
    // Ctrl-C in a terminal goes to the whole group, and the reaper must be the last to end.
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  const input = child.stdin as Socket;
  // One that cannot be started, or is gone, is replaced when there is something to tell; the measurement goes on.
  const forget = () => {
    if (reaperInput === input) reaperInput = null;
  };
  child.on("error", forget).on("exit", forget);
  input.on("error", forget);
  // It is no reason for this process to stay.
  child.unref();
  input.unref();
  return input;
}
