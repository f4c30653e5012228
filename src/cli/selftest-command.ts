/** `ctxcost selftest`: what the suite's verdicts are worth on this machine, by runs in which the truth is known. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { type RuntimeName, runtimeNames } from "../core/model.ts";
import { type SelftestCheck, selftestChecks } from "../core/records.ts";
import { withoutAnchors } from "../report/row-anchor.ts";
import { localFolder } from "../run/project.ts";
import { UsageError } from "../run/unknown-word.ts";
import { refreshGeneratedFiles } from "./generated-files.ts";
import { publishSelftest, selftestPageFile, selftestPageOf } from "./selftest-files.ts";
import { type MadeRuns, makeSelftestRuns } from "./selftest-runs.ts";
import { wholeNumber } from "./whole-number.ts";
import { wordsOf } from "./word-list.ts";

interface SelftestCommandOptions {
  readonly thorough?: true;
  readonly check?: SelftestCheck[];
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
      "1,500 comparisons in 15 runs, 2 runs under load, the power at 30 rounds: two hours, not 5 minutes",
    )
    .option("--runtime <names>", `only these: ${runtimeNames.join(", ")}`, wordsOf("--runtime", runtimeNames))
    .option(
      "--check <names>",
      `only these runs: ${selftestChecks.join(", ")}; with --from they join those that are there`,
      wordsOf("--check", selftestChecks),
    )
    .option("--seed <n>", "seed of the order (default: a new one)", wholeNumber("--seed", 0, 2 ** 32 - 1))
    .option(
      "--from <files...>",
      "measure nothing; make the page of these runs of a self-test, or of those in a folder",
    )
    .option("--publish", "make it the self-test that results/selftest.md shows")
    .action(async (options: SelftestCommandOptions) => {
      process.exitCode = await selftest(options);
    });
}

async function selftest(options: SelftestCommandOptions): Promise<number> {
  if (options.from) {
    if (options.thorough || options.seed !== undefined || options.runtime || options.check) {
      throw new UsageError("--from measures nothing: leave out --thorough, --check, --runtime and --seed");
    }
    await show(options.from, localFolder, options.publish === true);
    return 0;
  }
  if (options.publish && options.check) {
    throw new UsageError(
      "--publish with --check: a part would take the place of the whole; publish it with the others by --from",
    );
  }
  const mode = options.thorough ? "thorough" : "quick";
  const made = await makeSelftestRuns({
    mode,
    checks: options.check,
    runtimes: options.runtime,
    seed: options.seed,
  });
  if (made.interruption.stoppedBy !== null) return interrupted(made);
  const isWhole = made.files.length === made.planned;
  await show(made.files, made.folder, options.publish === true && isWhole);
  return closingWords(made, options.publish === true && !isWhole);
}

async function show(files: readonly string[], folder: string, isToBePublished: boolean): Promise<void> {
  if (isToBePublished) {
    console.log(withoutAnchors(await publishSelftest(files)));
    await refreshGeneratedFiles();
    console.error(`published: ${path.relative(process.cwd(), selftestPageFile)}`);
    return;
  }
  const page = await selftestPageOf(files, folder);
  mkdirSync(folder, { recursive: true });
  const pageFile = path.join(folder, "selftest.md");
  writeFileSync(pageFile, page);
  console.log(withoutAnchors(page));
  console.error(`the same as a file: ${path.relative(process.cwd(), pageFile)}`);
}

function interrupted({ interruption, files, planned, folder }: MadeRuns): number {
  const shown = path.relative(process.cwd(), folder);
  console.error(
    `interrupted by ${interruption.stoppedBy}; ${files.length} of ${planned} runs are whole, in ${shown}`,
  );
  if (files.length > 0) console.error(`their page: npm run -s ctxcost -- selftest --from ${shown}`);
  return interruption.exitCode;
}

function closingWords(
  { files, planned, failures, isRuntimeMissing, folder }: MadeRuns,
  isUnpublished: boolean,
): number {
  const shown = path.relative(process.cwd(), folder);
  if (files.length < planned) {
    console.error(
      `${planned - files.length} of ${planned} runs failed; the page is made of the others, which are in ${shown}`,
    );
  }
  if (isUnpublished) {
    console.error(
      `not published; to publish it all the same: npm run -s ctxcost -- selftest --from ${shown} --publish`,
    );
  }
  if (failures > 0)
    console.error(`${failures} failures, named above; the page says which comparisons are left out`);
  if (isRuntimeMissing) console.error("a runtime is missing; the others were measured");
  return failures > 0 || isRuntimeMissing ? 1 : 0;
}
