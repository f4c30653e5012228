/**
 * Which process a number stands for. Numbers are given again: only with the time at which it began does one name a
 * process for good.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";

export interface RunningProcess {
  /** When it began, in the system's own words, the same however often they are asked for; null where it tells none. */
  readonly beganAt: string | null;
}

/** Null where there is no such process, or one that has ended and is only still in the list. */
export function findProcess(
  pid: number,
  platform: NodeJS.Platform = process.platform,
): RunningProcess | null {
  if (platform === "linux") return findByProc(pid);
  if (platform === "win32") return exists(pid) ? { beganAt: null } : null;
  return findByPs(pid);
}

/** Linux: `proc_pid_stat(5)`. The name in parentheses may hold anything, so fields are counted from its end. */
function findByProc(pid: number): RunningProcess | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [state, ...fields] = text.slice(text.lastIndexOf(")") + 2).split(" ");
    // Field 22, clock ticks since the boot; the state is field 3.
    return state === "Z" || state === "X" ? null : { beganAt: fields[18] ?? null };
  } catch {
    // Some systems hide the processes of others in /proc.
    return exists(pid) ? { beganAt: null } : null;
  }
}

/** POSIX `ps`, for macOS and the BSDs: `stat` and `lstart` are not POSIX and are there on all of them. */
function findByPs(pid: number): RunningProcess | null {
  const { status, stdout } = spawnSync("ps", ["-o", "stat=,lstart=", "-p", String(pid)], {
    encoding: "utf8",
    // One spelling of a time, whoever asks.
    env: { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" },
  });
  if (status === null) return exists(pid) ? { beganAt: null } : null;
  const [state = "", ...words] = stdout.trim().split(/\s+/);
  if (status !== 0 || state === "" || state.startsWith("Z")) return null;
  return { beganAt: words.join(" ") };
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, and somebody else's.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Where numbers of processes count: no boot has those of another, and each container has its own. Null if untold. */
export interface NumberSpace {
  readonly boot: string | null;
  readonly namespace: string | null;
}

export function ownNumberSpace(): NumberSpace {
  return {
    boot: orNull(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()),
    namespace: orNull(() => readlinkSync("/proc/self/ns/pid")),
  };
}

function orNull(read: () => string): string | null {
  try {
    return read();
  } catch {
    return null;
  }
}
