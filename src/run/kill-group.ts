/** Ends a process with everything that it has started in its group; on Windows, which has no groups, with its tree. */
import { spawnSync } from "node:child_process";
import path from "node:path";

/** What ends processes; another one in tests of other systems only. */
export interface ProcessSystem {
  readonly platform: NodeJS.Platform;
  /** As `process.kill`: a negative number is a group. */
  kill(pid: number, signal: "SIGKILL"): void;
  run(program: string, words: readonly string[]): void;
}

const thisSystem: ProcessSystem = {
  platform: process.platform,
  kill: (pid, signal) => process.kill(pid, signal),
  run: (program, words) => spawnSync(program, words, { stdio: "ignore", windowsHide: true, timeout: 5000 }),
};

export function killGroup(pid: number | undefined, system: ProcessSystem = thisSystem): void {
  if (pid === undefined) return;
  // First the tree: of a process that has ended Windows does not know any more what it had started.
  if (system.platform === "win32") system.run(taskkill, ["/pid", String(pid), "/t", "/f"]);
  try {
    system.kill(system.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    // ESRCH: everything in the group has ended already, which is what this asks for.
  }
}

/** By its whole path: a worker's folder may hold a program of the name. */
const taskkill = path.win32.join(process.env.SystemRoot ?? "C:\\Windows", "System32", "taskkill.exe");
