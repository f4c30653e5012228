/** Makes the runs of a self-test one after another: one that fails takes no other along. */
import { randomInt } from "node:crypto";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { type RuntimeName, runtimeNames } from "../core/model.ts";
import { type SelftestCheck, selftestChecks } from "../core/records.ts";
import type { OnEvent } from "../run/events.ts";
import { localFolder } from "../run/project.ts";
import { runSelftest, type SelftestMode, type SelftestRun, selftestRuns } from "../run/selftest.ts";
import { UsageError } from "../run/unknown-word.ts";
import { type Interruption, listenForInterruption } from "./interruption.ts";
import { measureAlone } from "./measure-alone.ts";
import { createProgress } from "./progress.ts";
import { typedCommand } from "./stored-words.ts";

export interface MadeRuns {
  readonly folder: string;
  /** Of the runs that came to their end. */
  readonly files: readonly string[];
  readonly planned: number;
  /** Processes and premises that failed, in runs that went on. */
  readonly failures: number;
  readonly isRuntimeMissing: boolean;
  readonly interruption: Interruption;
}

export interface WantedRuns {
  readonly mode: SelftestMode;
  /** Only the runs of these; all where absent. */
  readonly checks?: readonly SelftestCheck[] | undefined;
  readonly runtimes?: readonly RuntimeName[] | undefined;
  readonly seed?: number | undefined;
}

/** Throws where not one run comes to its end, though nobody interrupted it. */
export async function makeSelftestRuns(wanted: WantedRuns): Promise<MadeRuns> {
  const { runtimes = runtimeNames, seed = randomInt(2 ** 32), mode, checks = selftestChecks } = wanted;
  measureAlone();
  const interruption = listenForInterruption();
  const folder = newFolder(seed);
  const progress = createProgress({ stream: process.stderr, quiet: false, now: () => performance.now() });
  const seen = { failures: 0, isRuntimeMissing: false };
  const onEvent = counting(withoutRepetition(progress.onEvent), seen);
  const runs = selftestRuns(mode).filter(({ check }) => checks.includes(check));
  const files: string[] = [];
  const errors: unknown[] = [];
  try {
    for (const [index, one] of runs.entries()) {
      if (interruption.signal.aborted) break;
      const place = `run ${index + 1} of ${runs.length}`;
      onEvent({ kind: "note", text: `${place}: ${whatItIs(one)}` });
      const { signal } = interruption;
      const settings = { runtimes, folder, seed, commandLine: commandLine(seed), onEvent, signal };
      try {
        const { file, interrupted } = await runSelftest(one, index + 1, settings);
        if (!interrupted) files.push(file);
      } catch (error) {
        for (const failure of failuresOf(error, signal)) {
          errors.push(failure);
          onEvent({ kind: "failure", label: place, reason: failure.message });
        }
      }
    }
  } finally {
    progress.stop();
  }
  if (files.length === 0 && errors.length > 0 && interruption.stoppedBy === null) throw errors[0];
  return { folder, files, planned: runs.length, interruption, ...seen };
}

/** None where it is the interruption, which came before the run had begun. Throws on what is wrong usage. */
function failuresOf(error: unknown, signal: AbortSignal): Error[] {
  if (error instanceof UsageError) throw error;
  return error === signal.reason ? [] : [error as Error];
}

function newFolder(seed: number): string {
  const startedAt = new Date().toISOString().slice(0, 16).replaceAll(/[-:T]/g, "");
  const folder = path.join(localFolder, `selftest-${startedAt}-${seed.toString(16).padStart(8, "0")}`);
  mkdirSync(folder, { recursive: true });
  return folder;
}

function whatItIs({ check, rounds }: SelftestRun): string {
  const words = { "a-a": "A/A", drift: "A/A under load", power: "power" };
  return `${words[check]}, ${rounds} rounds`;
}

/** As it is to be typed to make the same again: with the seed, which is each run's own in its header. */
function commandLine(seed: number): string[] {
  const words = process.argv.slice(2).filter((word) => word !== "--publish");
  const isSeeded = words.some((word) => /^--seed(=|$)/.test(word));
  return typedCommand(isSeeded ? words : [...words, "--seed", String(seed)]);
}

/** What is wrong with the machine, and which runtime is missing, need not be said before each of the runs. */
function withoutRepetition(onEvent: OnEvent): OnEvent {
  const said = new Set<string>();
  return (event) => {
    if (event.kind === "note" || event.kind === "missing") {
      const text = event.kind === "note" ? event.text : `${event.runtime}: ${event.reason}`;
      if (said.has(text)) return;
      said.add(text);
    }
    onEvent(event);
  };
}

function counting(onEvent: OnEvent, seen: { failures: number; isRuntimeMissing: boolean }): OnEvent {
  return (event) => {
    if (event.kind === "failure") seen.failures++;
    if (event.kind === "missing") seen.isRuntimeMissing = true;
    onEvent(event);
  };
}
