/** `ctxcost selftest`: what the suite's verdicts are worth on this machine, by runs in which the truth is known. */
import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { runtimeNames } from "../core/model.ts";
import { localFolder } from "../run/project.ts";
import { runSelftest, selftestRuns } from "../run/selftest.ts";
import { createProgress } from "./progress.ts";

export function addSelftestCommand(program: Command): void {
  program
    .command("selftest")
    .option("--thorough", "1,000 comparisons")
    .option("--seed <n>")
    .action(async (options: { thorough?: true; seed?: string }) => {
      const seed = Number(options.seed ?? 1);
      const folder = path.join(localFolder, `selftest-${seed}`);
      mkdirSync(folder, { recursive: true });
      const progress = createProgress({ stream: process.stderr, quiet: false, now: () => performance.now() });
      for (const [index, one] of selftestRuns(options.thorough ? "thorough" : "quick").entries()) {
        console.error(`${index + 1} ${one.check}`);
        await runSelftest(one, index + 1, {
          runtimes: runtimeNames,
          folder,
          seed,
          commandLine: ["npm", "run", "-s", "ctxcost", "--", ...process.argv.slice(2)],
          onEvent: progress.onEvent,
          signal: new AbortController().signal,
        });
      }
      progress.stop();
    });
}
