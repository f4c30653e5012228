/**
 * The most memory that this program has held. On Linux `maxRSS` also remembers the process that started it, as it was
 * before `exec` (the kernel's setmax_mm_hiwater_rss in fs/exec.c): a Bun of 27 MiB reported the 74 of the suite.
 * Where that file is not there, or may not be read, as on Deno, the worker is started by something small (src/run/small-starter.ts).
 */
import { readFileSync } from "node:fs";

const statusFile = "/proc/self/status";

export function peakRssBytes(file = statusFile): number {
  const own = /^VmHWM:\s+(\d+) kB$/m.exec(textOf(file))?.[1];
  return (own === undefined ? process.resourceUsage().maxRSS : Number(own)) * 1024;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
