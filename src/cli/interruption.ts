/** Ctrl-C and its like: what is running winds up, what is measured is kept, the exit code says by what it was stopped. */
import { flushCompileCache } from "node:module";
import net from "node:net";
import os from "node:os";

export interface Interruption {
  readonly signal: AbortSignal;
  /** The signal that came, or null. */
  readonly stoppedBy: NodeJS.Signals | null;
  /** 128 + the signal's number. */
  readonly exitCode: number;
}

/** For what has nothing to keep yet when the signal comes. */
export class InterruptedError extends Error {
  override name = "InterruptedError";
  readonly exitCode: number;

  constructor(signal: NodeJS.Signals, when: string) {
    super(`interrupted by ${signal} ${when}`);
    this.exitCode = exitCodeOf(signal);
  }
}

function exitCodeOf(signal: NodeJS.Signals): number {
  return 128 + os.constants.signals[signal];
}

/** @param when ends the sentence "interrupted by SIGINT …" of whoever has nothing to keep */
export function listenForInterruption(when = "before anything was measured"): Interruption {
  const controller = new AbortController();
  let stoppedBy: NodeJS.Signals | null = null;
  const stop = (name: NodeJS.Signals) => {
    stoppedBy ??= name;
    controller.abort(new InterruptedError(name, when));
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => stop(name));
  whenLauncherEnds(() => stop("SIGHUP"));
  // Node writes it at its end otherwise: in a new checkout half a second more, for which whoever presses Ctrl-C waits.
  flushCompileCache();
  return {
    signal: controller.signal,
    get stoppedBy() {
      return stoppedBy;
    },
    get exitCode() {
      return exitCodeOf(stoppedBy ?? "SIGINT");
    },
  };
}

/** See launch.js. */
const launcherPipe = "CTXCOST_LAUNCHER_PIPE";

/**
 * The launcher passes on what it is sent, but SIGKILL it cannot: then nobody waits any more for what is measured here.
 * It holds the other end of a pipe, which nothing is written to.
 */
function whenLauncherEnds(action: () => void): void {
  const descriptor = Number(process.env[launcherPipe]);
  delete process.env[launcherPipe];
  if (!Number.isInteger(descriptor) || descriptor < 3) return;
  const pipe = new net.Socket({ fd: descriptor, readable: true, writable: false });
  pipe.on("error", () => {}).on("close", action);
  pipe.resume().unref();
}
