/** For tests: what a user or a machine ends a command by, and the exit code that says so. */
export const endingSignals = [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const;

/** For `skip`. */
export const withoutSignals = process.platform === "win32" && "Windows has no such signals";
