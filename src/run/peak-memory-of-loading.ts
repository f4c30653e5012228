/** For a test, as a process of its own: loads a results file and prints what came of it and the most memory that it took. */
import { readFileSync } from "node:fs";
import { loadRun } from "./load-run.ts";

const outcome = await loadRun(process.argv[2]!).then(
  ({ run }) => `${run.observations.length} observations`,
  (error: Error) => error.message,
);
// In kB: https://nodejs.org/api/process.html#processresourceusage. On Linux that also remembers the process that started
// this one, which has just compressed a hundred megabytes.
const own =
  process.platform === "linux" && /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
const peakBytes = Number(own || process.resourceUsage().maxRSS) * 1024;
console.log(JSON.stringify({ outcome, peakBytes }));
