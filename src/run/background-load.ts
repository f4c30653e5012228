/** A process that keeps one core busy, for the self-test's question whether a disturbed run gives false alarms. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { baseEnvironment } from "./worker-environment.ts";

export interface BackgroundLoad {
  readonly pid: number;
  /** False once the process has ended, whoever ended it. */
  readonly isRunning: boolean;
  /** Resolves when the process has ended. */
  stop(): Promise<void>;
}

/**
 * Ends by itself when its parent is gone: nobody should find a core busy after a killed self-test. It is told who its
 * parent is: one that died before this begins has left it to another already.
 */
const script = `
const parent = Number(process.argv[1]);
for (;;) {
  const until = performance.now() + 50;
  while (performance.now() < until);
  if (process.ppid !== parent) process.exit(0);
}`;

export function startLoad(nodePath: string): BackgroundLoad {
  const child = spawn(nodePath, ["-e", script, String(process.pid)], {
    stdio: "ignore",
    env: baseEnvironment("node"),
  });
  const ended = once(child, "close");
  return {
    pid: child.pid!,
    get isRunning() {
      return child.exitCode === null && child.signalCode === null;
    },
    async stop() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
