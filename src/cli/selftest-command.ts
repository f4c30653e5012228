/** `ctxcost selftest`: what the suite's verdicts are worth on this machine, by runs in which the truth is known. */
import { randomInt } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { type RuntimeName, runtimeNames } from "../core/model.ts";
import { localFolder } from "../run/project.ts";
import { runSelftest, selftestRuns } from "../run/selftest.ts";
import { UsageError } from "../run/unknown-word.ts";
import { listenForInterruption } from "./interruption.ts";
import { createProgress } from "./progress.ts";
import { publishSelftest, selftestPageFile, selftestPageOf } from "./selftest-files.ts";
import { wholeNumber } from "./whole-number.ts";
import { wordsOf } from "./word-list.ts";

interface SelftestCommandOptions {
  readonly thorough?: true;
  readonly runtime?: RuntimeName[];
  readonly seed?: number;
  readonly from?: string[];
  readonly publish?: true;
}

export function addSelftestCommand(program: Command): void {
  program
    .command("selftest")
    .description(
      "what a verdict is worth on this machine: false alarms of a build against itself, how small a slow-down is found",
    )
    .option(
      "--thorough",
      "1,000 comparisons in 12 runs and the power at 30 rounds: an hour and a half, not 5 minutes",
    )
    .option("--runtime <names>", `only these: ${runtimeNames.join(", ")}`, wordsOf("--runtime", runtimeNames))
    .option("--seed <n>", "seed of the order (default: a new one)", wholeNumber("--seed", 0, 2 ** 32 - 1))
    .option("--from <files...>", "measure nothing; make the page of these runs of a self-test")
    .option("--publish", "make it the self-test that results/selftest.md shows")
    .action(async (options: SelftestCommandOptions) => {
      process.exitCode = await selftest(options);
    });
}

async function selftest(options: SelftestCommandOptions): Promise<number> {
  if (options.from && (options.thorough || options.seed !== undefined || options.runtime)) {
    throw new UsageError("--from measures nothing: leave out --thorough, --runtime and --seed");
  }
  const made = options.from ? { files: options.from, folder: localFolder } : await measure(options);
  if (typeof made === "number") return made;
  if (options.publish) {
    console.log(await publishSelftest(made.files));
    console.error(`published: ${path.relative(process.cwd(), selftestPageFile)}`);
    return 0;
  }
  mkdirSync(made.folder, { recursive: true });
  const pageFile = path.join(made.folder, "selftest.md");
  const page = await selftestPageOf(made.files, made.folder);
  writeFileSync(pageFile, page);
  console.log(page);
  console.error(`the same as a file: ${path.relative(process.cwd(), pageFile)}`);
  return 0;
}

/** The files that were made, or the exit code of an interruption. */
async function measure(
  options: SelftestCommandOptions,
): Promise<{ files: string[]; folder: string } | number> {
  const interruption = listenForInterruption();
  const seed = options.seed ?? randomInt(2 ** 32);
  const startedAt = new Date().toISOString().slice(0, 16).replaceAll(/[-:T]/g, "");
  const folder = path.join(localFolder, `selftest-${startedAt}-${seed.toString(16).padStart(8, "0")}`);
  mkdirSync(folder, { recursive: true });
  const progress = createProgress({ stream: process.stderr, quiet: false, now: () => performance.now() });
  const onEvent = withoutRepeatedNotes(progress.onEvent);
  const commandLine = ["npm", "run", "-s", "ctxcost", "--", ...process.argv.slice(2)];
  const runs = selftestRuns(options.thorough ? "thorough" : "quick");
  const files: string[] = [];
  try {
    for (const [index, one] of runs.entries()) {
      onEvent({
        kind: "note",
        text: `run ${index + 1} of ${runs.length}: ${one.check}, ${one.rounds} rounds`,
      });
      const runtimes = options.runtime ?? runtimeNames;
      const { signal } = interruption;
      const settings = { runtimes, folder, seed, commandLine, onEvent, signal };
      const { file, interrupted } = await runSelftest(one, index + 1, settings);
      if (interrupted) break;
      files.push(file);
    }
  } finally {
    progress.stop();
  }
  if (interruption.stoppedBy === null) return { files, folder };
  console.error(
    `interrupted by ${interruption.stoppedBy}; ${files.length} of ${runs.length} runs are whole, in ${path.relative(process.cwd(), folder)}\n` +
      "their page: npm run -s ctxcost -- selftest --from FILES",
  );
  return interruption.exitCode;
}

/** What is wrong with the machine need not be said before each of the runs. */
function withoutRepeatedNotes(onEvent: ReturnType<typeof createProgress>["onEvent"]): typeof onEvent {
  const said = new Set<string>();
  return (event) => {
    if (event.kind === "note") {
      if (said.has(event.text)) return;
      said.add(event.text);
    }
    onEvent(event);
  };
}
