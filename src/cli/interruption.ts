/** Ctrl-C and its like: what is running winds up, what is measured is kept, the exit code says by what it was stopped. */
import os from "node:os";

export interface Interruption {
  readonly signal: AbortSignal;
  /** The signal that came, or null. */
  readonly stoppedBy: NodeJS.Signals | null;
  /** 128 + the signal's number. */
  readonly exitCode: number;
}

export function listenForInterruption(): Interruption {
  const controller = new AbortController();
  let stoppedBy: NodeJS.Signals | null = null;
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(name, () => {
      stoppedBy ??= name;
      controller.abort();
    });
  }
  return {
    signal: controller.signal,
    get stoppedBy() {
      return stoppedBy;
    },
    get exitCode() {
      return 128 + os.constants.signals[stoppedBy ?? "SIGINT"];
    },
  };
}
