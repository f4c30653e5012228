/** `ctxcost against`: the same questions asked of this suite, mitata, tinybench and hyperfine, side by side. */

import { randomInt } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import type { Reading, ToolFile } from "../core/against/tool-records.ts";
import { type RuntimeName, runtimeNames } from "../core/model.ts";
import type { Header } from "../core/records.ts";
import { againstPage } from "../report/against/against-page.ts";
import { withoutAnchors } from "../report/row-anchor.ts";
import { findHyperfine, hyperfineMissing, hyperfineVersion } from "../run/against/hyperfine-figures.ts";
import { measureTools, type ToolPlan } from "../run/against/measure-tools.ts";
import { toolQuestions } from "../run/against/tool-questions.ts";
import { makeHeader } from "../run/header.ts";
import { openWorkbench } from "../run/open-workbench.ts";
import { localFolder, projectRoot } from "../run/project.ts";
import { findRuntime, isMissing } from "../run/runtime-binary.ts";
import { UsageError } from "../run/unknown-word.ts";
import type { Workbench } from "../run/workbench.ts";
import { publishToolFile } from "./against-file.ts";
import { refreshGeneratedFiles } from "./generated-files.ts";
import { listenForInterruption } from "./interruption.ts";
import { measureAlone } from "./measure-alone.ts";
import { typedCommand } from "./stored-words.ts";
import { wholeNumber } from "./whole-number.ts";
import { wordsOf } from "./word-list.ts";

interface AgainstOptions {
  readonly repeats: number;
  readonly seed?: number;
  readonly runtime?: RuntimeName[];
  readonly publish?: true;
}

const defaultRepeats = 10;
const localFile = path.join(localFolder, "against.json");

export function addAgainstCommand(program: Command): void {
  program
    .command("against")
    .description(
      "ask the same questions of this suite, mitata, tinybench and hyperfine, interleaved, and compare",
    )
    .option(
      "--repeats <n>",
      "how often each tool answers each question, 2.6 minutes each",
      wholeNumber("--repeats", 1, 99),
      defaultRepeats,
    )
    .option("--seed <n>", "seed of the order (default: a new one)", wholeNumber("--seed", 0, 2 ** 32 - 1))
    .option("--runtime <names>", "only the questions of these", wordsOf("--runtime", runtimeNames))
    .option("--publish", "write results/against.json and its page (else: results/local/against.json)")
    .action(async (options: AgainstOptions) => {
      process.exitCode = await against(options);
    });
}

async function against(options: AgainstOptions): Promise<number> {
  if (options.publish && options.runtime) {
    throw new UsageError(
      "--publish with --runtime: the page of a part would take the place of the whole; leave one out",
    );
  }
  measureAlone();
  const interruption = listenForInterruption();
  const file = await measure(options, interruption.signal);
  console.log(withoutAnchors(againstPage(file, "against.json")));
  if (interruption.stoppedBy !== null) {
    const kept = `${file.readings.length} readings are in ${shown(localFile)}`;
    console.error(`interrupted by ${interruption.stoppedBy}; ${kept}`);
    return interruption.exitCode;
  }
  if (options.publish) {
    publishToolFile(readFileSync(localFile, "utf8"));
    await refreshGeneratedFiles();
  }
  console.error(`raw readings: ${options.publish ? "results/against.json" : shown(localFile)}`);
  return file.readings.some(({ status }) => status === "failed") ? 1 : 0;
}

/** Stores after each reading, so that one that is interrupted loses nothing. */
async function measure(options: AgainstOptions, signal: AbortSignal): Promise<ToolFile> {
  const started = process.hrtime.bigint();
  const startedAt = new Date();
  const hyperfine = findHyperfine();
  if (hyperfine === null) console.error(`note: hyperfine is ${hyperfineMissing}`);
  const workbench = await openWorkbench();
  try {
    const seed = options.seed ?? randomInt(2 ** 32);
    const questions = toolQuestions.filter(({ of }) =>
      (options.runtime ?? runtimeNames).includes(of.runtime),
    );
    const { repeats } = options;
    const readings: Reading[] = [];
    const base = {
      kind: "against",
      header: headerOf(workbench, seed, startedAt),
      repeats,
      questions: questions.map(({ of }) => of),
      versions: await versionsOf(hyperfine),
      readings,
    } as const;
    const fileNow = () => ({ ...base, elapsedNs: Number(process.hrtime.bigint() - started) });
    const onStep = (label: string) => console.error(label);
    const plan: ToolPlan = { questions, repeats, seed, hyperfine, signal, onStep };
    mkdirSync(localFolder, { recursive: true });
    for await (const reading of measureTools(workbench, plan)) {
      readings.push(reading);
      if (reading.status === "failed") console.error(`failed: ${reading.tool}: ${reading.reason}`);
      writeFileSync(localFile, `${JSON.stringify(fileNow(), null, 1)}\n`);
    }
    return fileNow();
  } finally {
    await workbench.close();
  }
}

function headerOf(workbench: Workbench, seed: number, startedAt: Date): Header {
  const { fixture, binaries, facts } = workbench.options;
  const missing = runtimeNames
    .filter((runtime) => !binaries.has(runtime))
    .map((runtime) => {
      const found = findRuntime(runtime, projectRoot);
      return { runtime, reason: isMissing(found) ? found.reason : `${found.source} does not run` };
    });
  const nodeBinary = binaries.get("node");
  if (!nodeBinary) throw new Error(`start the fixture server: node is ${missing[0]!.reason}`);
  const commandLine = typedCommand(process.argv.slice(2));
  return makeHeader({
    commandLine,
    seed,
    mode: "full",
    url: null,
    startedAt,
    facts,
    missing,
    fixture,
    nodeBinary,
  });
}

async function versionsOf(hyperfine: string | null): Promise<Record<string, string>> {
  const versions: Record<string, string> = {};
  if (hyperfine !== null) versions.hyperfine = await hyperfineVersion(hyperfine);
  for (const name of ["mitata", "tinybench"]) {
    const file = path.join(projectRoot, "node_modules", name, "package.json");
    versions[name] = (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
  }
  return versions;
}

function shown(file: string): string {
  return path.relative(projectRoot, file);
}
