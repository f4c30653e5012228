/** What `uname` prints, for the forms that ask for it: never with the host's name. */
import { spawnSync } from "node:child_process";
import os from "node:os";

/** `words`: of `uname`, without `-a` and `-n`. Where there is no such program: what Node knows of the same. */
export function platformText(words: string): string {
  const { status, stdout } = spawnSync("uname", [words], { encoding: "utf8" });
  if (status === 0) return stdout.trim().replaceAll(os.hostname(), "HOST");
  return `${os.version()} ${os.release()} ${os.arch()}`;
}
