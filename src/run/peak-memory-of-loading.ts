/**
 * For a test, as a process of its own: loads a results file, as one run or as several, and prints what came of it and the
 * most memory that it took.
 */
import { readFileSync } from "node:fs";
import { loadRun } from "./load-run.ts";
import { readRuns } from "./merge/read-runs.ts";

const [file, as] = process.argv.slice(2);
const counts =
  as === "several"
    ? readRuns(file!).then(({ runs }) => runs.map(({ observations }) => observations))
    : loadRun(file!).then(({ run }) => [run.observations.length]);
const outcome = await counts.then(
  (each) => `${each.join(" and ")} observations`,
  (error: Error) => error.message,
);
// In kB: https://nodejs.org/api/process.html#processresourceusage. On Linux that also remembers the process that started
// this one, which has just compressed a hundred megabytes.
const own =
  process.platform === "linux" && /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
const peakBytes = Number(own || process.resourceUsage().maxRSS) * 1024;
console.log(JSON.stringify({ outcome, peakBytes }));
