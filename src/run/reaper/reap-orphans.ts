/**
 * The reaper, a process of its own: `node src/run/reaper/reap-orphans.ts` is told on stdin which process groups are
 * running (`+4711`) and which have ended (`-4711`), and ends those that are left when its stdin ends. That is held by
 * the process that measures and by no other: its end, also by SIGKILL, is the end of the reaper's stdin.
 */
import readline from "node:readline";
import { killGroup } from "../kill-group.ts";

const running = new Set<number>();

readline
  .createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })
  .on("line", (line) => {
    const pid = Number(line.slice(1));
    if (line.startsWith("+")) running.add(pid);
    else running.delete(pid);
  })
  .on("close", () => {
    // Of 0 and 1 the groups are this process's own and everybody's.
    for (const pid of running) if (Number.isInteger(pid) && pid > 1) killGroup(pid);
  });
