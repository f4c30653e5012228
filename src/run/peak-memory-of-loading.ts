/** For a test, as a process of its own: loads a results file and prints what came of it and the most memory that it took. */
import { loadRun } from "./load-run.ts";

const outcome = await loadRun(process.argv[2]!).then(
  ({ run }) => `${run.observations.length} observations`,
  (error: Error) => error.message,
);
// In kB: https://nodejs.org/api/process.html#processresourceusage
const peakBytes = process.resourceUsage().maxRSS * 1024;
console.log(JSON.stringify({ outcome, peakBytes }));
