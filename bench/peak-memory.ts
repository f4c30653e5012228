/**
 * The most memory that this program has held. On Linux `maxRSS` also remembers the process that started it, as it was
 * before `exec` (the kernel's setmax_mm_hiwater_rss in fs/exec.c): a Bun of 27 MiB reported the 74 of the suite.
 */
import { existsSync, readFileSync } from "node:fs";

const statusFile = "/proc/self/status";

export function peakRssBytes(): number {
  const status = existsSync(statusFile) ? readFileSync(statusFile, "utf8") : "";
  const own = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return (own === undefined ? process.resourceUsage().maxRSS : Number(own)) * 1024;
}
