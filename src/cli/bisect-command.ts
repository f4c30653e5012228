/** `ctxcost bisect`: the published version of a runtime in which a case changed by more than a threshold. */

import { randomInt } from "node:crypto";
import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { bisect } from "../core/bisect/bisect.ts";
import { type BisectMeasure, makeBisectPlan } from "../core/bisect/bisect-plan.ts";
import type { BisectResult } from "../core/bisect/questions.ts";
import {
  type Context,
  contexts,
  type RuntimeName,
  type Scenario,
  scenarios,
  type Trust,
  trusts,
} from "../core/model.ts";
import { byVersion, isStable } from "../core/versions/version-order.ts";
import { bisectPage } from "../report/bisect/bisect-page.ts";
import { withoutAnchors } from "../report/row-anchor.ts";
import { askBuilds } from "../run/bisect/ask-builds.ts";
import { between, publishedVersions } from "../run/bisect/published-versions.ts";
import { loadTrail, replaying, storing } from "../run/bisect/trail-file.ts";
import { expectClientOf } from "../run/known-clients.ts";
import { localFolder, withoutProjectPath } from "../run/project.ts";
import { UsageError } from "../run/unknown-word.ts";
import { versionedRuntimes } from "../run/versions/default-versions.ts";
import { listenForInterruption } from "./interruption.ts";
import { measureAlone } from "./measure-alone.ts";
import { createProgress } from "./progress.ts";
import { storedWords, typedCommand } from "./stored-words.ts";
import { wholeNumber } from "./whole-number.ts";
import { anyWords, wordsOf } from "./word-list.ts";
import { writeText } from "./write-text.ts";

type Measure = "fresh" | "shared" | "ratio";

interface BisectOptions {
  readonly runtime?: RuntimeName[];
  readonly good?: string;
  readonly bad?: string;
  readonly versions?: string[];
  readonly client?: string[];
  readonly trust?: Trust[];
  readonly scenario?: Scenario[];
  readonly context?: Context[];
  readonly measure?: Measure[];
  readonly threshold?: number;
  readonly seed?: number;
  readonly out?: string;
  readonly from?: string;
  readonly quiet?: true;
}

const measures: readonly Measure[] = ["fresh", "shared", "ratio"];

export function addBisectCommand(program: Command): void {
  program
    .command("bisect")
    .description("find the published version in which a case changed by more than a threshold")
    .option("--runtime <name>", versionedRuntimes.join(", "), wordsOf("--runtime", versionedRuntimes))
    .option("--good <version>", "the older end, e.g. 22.0.0")
    .option("--bad <version>", "the newer end; slower or faster, which is found out")
    .option("--versions <versions>", "only these between (default: all stable ones that npm knows)", anyWords)
    .option("--client <name>", "the client, e.g. node:https (see list)", anyWords)
    .option("--trust <name>", "its trust", wordsOf("--trust", trusts))
    .option("--scenario <name>", "create or request (default: request)", wordsOf("--scenario", scenarios))
    .option(
      "--measure <what>",
      "fresh, shared or their ratio (default: fresh)",
      wordsOf("--measure", measures),
    )
    .option(
      "--context <name>",
      "another context's time; with --measure ratio what fresh is divided by",
      wordsOf("--context", contexts),
    )
    .option("--threshold <percent>", "what counts as a change (default: 5 %)", percentage)
    .option("--seed <n>", "seed of the orders (default: a new one)", wholeNumber("--seed", 0, 2 ** 32 - 1))
    .option(
      "--out <folder>",
      "for README.md, the trail and all raw rounds (default: results/local/bisect-TIME)",
    )
    .option("--from <folder>", "measure nothing; go through a stored search again and show its page")
    .option("--quiet", "no progress; failures only")
    .addHelpText(
      "after",
      `
Each decision takes one to some minutes, the search log2(versions) + 2 of them. Each version is fetched once into .cache.

Example:
  npm run -s ctxcost -- bisect --runtime node --good 22.18.0 --bad 24.0.0 --client node:tls --trust bundle

Exit codes: 0 found; 1 no such change is shown, or it could not go on (the page says what is still possible);
2 wrong usage.`,
    )
    .action(async (options: BisectOptions) => {
      process.exitCode = await run(options);
    });
}

async function run(options: BisectOptions): Promise<number> {
  if (options.from !== undefined) {
    const trail = loadTrail(options.from);
    const result = await bisect(trail.plan, replaying(trail, options.from));
    console.log(withoutAnchors(bisectPage(result, trail.commandLine)));
    return exitCodeOf(result);
  }
  const plan = await planOf(options);
  const folder = path.resolve(options.out ?? path.join(localFolder, `bisect-${timeWord()}`));
  if (existsSync(path.join(folder, "trail.json"))) {
    throw new UsageError(
      `--out ${options.out}: it holds a search already; choose another folder, or --from it`,
    );
  }
  measureAlone();
  mkdirSync(folder, { recursive: true });
  const interruption = listenForInterruption();
  const now = () => performance.now();
  const progress = createProgress({ stream: process.stderr, quiet: options.quiet === true, now });
  const seed = options.seed ?? randomInt(2 ** 32);
  const commandLine = commandOf(seed);
  const { onEvent } = progress;
  const ask = askBuilds({ plan, folder, seed, commandLine, onEvent, signal: interruption.signal });
  try {
    const result = await bisect(plan, storing(ask, folder, { commandLine, plan }));
    progress.stop();
    const text = bisectPage(result, commandLine);
    writeText(path.join(folder, "README.md"), text);
    console.log(withoutAnchors(text));
    console.error(`page, trail and raw rounds: ${withoutProjectPath(folder).replace(/^\.\//, "")}`);
    return interruption.stoppedBy === null ? exitCodeOf(result) : interruption.exitCode;
  } finally {
    progress.stop();
  }
}

function exitCodeOf({ end }: BisectResult): number {
  return end.kind === "found" ? 0 : 1;
}

function timeWord(): string {
  return new Date().toISOString().replaceAll(/[-:]|\..*/g, "");
}

function commandOf(seed: number): string[] {
  const words = storedWords(process.argv.slice(2));
  const isSeeded = words.some((word) => word === "--seed" || word.startsWith("--seed="));
  return typedCommand(isSeeded ? words : [...words, "--seed", String(seed)]);
}

async function planOf(options: BisectOptions) {
  const runtime = oneOf("--runtime", options.runtime);
  const of = {
    runtime,
    client: oneOf("--client", options.client),
    trust: oneOf("--trust", options.trust),
    scenario: oneOf("--scenario", options.scenario ?? (["request"] as const)),
  };
  const [good, bad] = [exact("--good", options.good), exact("--bad", options.bad)];
  if (byVersion(good, bad) >= 0) {
    throw new UsageError(
      `--good ${good} --bad ${bad}: expected the older one as --good; the direction is measured`,
    );
  }
  for (const version of options.versions ?? []) exact("--versions", version);
  const measure = measureOf(options);
  const { threshold = 0.05 } = options;
  // What is mistyped is not to be found out after two versions were fetched.
  await expectClientOf(runtime, of.client);
  const versions = options.versions
    ? between(options.versions, good, bad)
    : await publishedVersions(runtime, good, bad);
  return makeBisectPlan({ of, measure, versions, threshold });
}

function measureOf({ measure, context }: BisectOptions): BisectMeasure {
  const what = oneOf("--measure", measure ?? (["fresh"] as const));
  if (what !== "ratio") {
    if (measure && context)
      throw new UsageError("--context with --measure: it goes with ratio alone; leave one out");
    return { kind: "time", context: oneOf("--context", context ?? [what]) };
  }
  const other = oneOf("--context", context ?? (["shared"] as const));
  if (other === "fresh" || other === "reused-client") {
    throw new UsageError(
      `--context ${other} with --measure ratio: expected what fresh may be divided by, e.g. shared`,
    );
  }
  return { kind: "ratio", context: other };
}

function oneOf<Word extends string>(option: string, words: readonly Word[] | undefined): Word {
  const [word] = words ?? [];
  if (word !== undefined && words!.length === 1) return word;
  throw new UsageError(`${option} ${words?.join(",") ?? ""}: expected one, as one case is searched for`);
}

function exact(option: string, version: string | undefined): string {
  if (version !== undefined && isStable(version)) return version;
  throw new UsageError(`${option} ${version ?? ""}: expected a whole version, e.g. 22.23.3`);
}

/** `5%` or `5` */
function percentage(text: string): number {
  const value = Number(text.replace(/%$/, ""));
  if (/^\d+(\.\d+)?%?$/.test(text) && value > 0 && value < 1000) return value / 100;
  throw new UsageError(`--threshold ${text}: expected a percentage above 0, e.g. 5%`);
}
