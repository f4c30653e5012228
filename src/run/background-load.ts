/** A process that keeps one core busy, for the self-test's question whether a disturbed run gives false alarms. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { baseEnvironment } from "./worker-environment.ts";

export interface BackgroundLoad {
  readonly pid: number;
  /** Resolves when the process has ended. */
  stop(): Promise<void>;
}

/** Ends by itself when its parent is gone: nobody should find a core busy after a killed self-test. */
const script = `
const parent = process.ppid;
for (;;) {
  const until = performance.now() + 50;
  while (performance.now() < until);
  if (process.ppid !== parent) process.exit(0);
}`;

export function startLoad(nodePath: string): BackgroundLoad {
  const child = spawn(nodePath, ["-e", script], { stdio: "ignore", env: baseEnvironment("node") });
  const ended = once(child, "close");
  return {
    pid: child.pid!,
    async stop() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
