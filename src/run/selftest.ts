/**
 * The self-test's runs: real runs in which the truth is known. Two builds that are one executable must not differ; one
 * that is slowed down by a known share must.
 */
import path from "node:path";
import type { RuntimeName } from "../core/model.ts";
import type { SelftestFacts } from "../core/records.ts";
import { type BackgroundLoad, startLoad } from "./background-load.ts";
import { type BenchmarkOptions, type BenchmarkOutcome, runBenchmark } from "./benchmark.ts";
import type { WantedBuild } from "./describe-runtimes.ts";
import type { OnEvent } from "./events.ts";
import { type Budget, fullBudget } from "./operation-counts.ts";
import { defaultRounds, type Selection } from "./plan.ts";
import { projectRoot } from "./project.ts";
import { findRuntime, isMissing } from "./runtime-binary.ts";

export interface SelftestRun {
  readonly check: SelftestFacts["check"];
  readonly rounds: number;
  readonly selection: Selection;
  readonly budget: Budget;
}

export type SelftestMode = "quick" | "thorough";

/**
 * A false alarm does not depend on how sharp a process's median is, only on whether processes differ; short ones
 * buy more comparisons. The power is measured with the budget of a real run.
 */
const briefBudget: Budget = {
  timedNs: 10e6,
  minimumOperations: 10,
  maximumOperations: 30,
  preferredWarmup: 5,
  createWarmup: 10,
};

/** `Deno.connectTls` takes 44 ms a request, most of it asleep: a third of the time for a thirtieth of the arms. */
const allClients = [
  "node:tls",
  "node:https",
  "undici",
  "undici-fetch",
  "node:http2",
  "fetch",
  "Bun.connect",
  "empty",
];
const sameAgainstSame: Selection = {
  clients: allClients,
  trusts: ["private-ca", "bundle"],
  contexts: ["fresh", "shared", "shared-options"],
};
const fewAgainstSame: Selection = {
  ...sameAgainstSame,
  clients: ["node:tls", "node:https", "undici", "empty"],
};
const slowedDown: Selection = {
  clients: allClients,
  trusts: ["private-ca", "bundle"],
  scenarios: ["request"],
  contexts: ["fresh"],
};

/** The default of a run, and what a patient user would take. */
const rounds = defaultRounds;
const manyRounds = 30;

const quickRuns: readonly SelftestRun[] = [
  { check: "a-a", rounds, selection: fewAgainstSame, budget: briefBudget },
  {
    check: "drift",
    rounds,
    selection: { ...fewAgainstSame, clients: ["node:https"] },
    budget: briefBudget,
  },
  {
    check: "power",
    rounds,
    selection: { ...slowedDown, clients: ["node:https"], trusts: ["private-ca"] },
    budget: fullBudget,
  },
];

/**
 * 1,500 comparisons: of a rate that is truly 4.8 % a bound of 7 % is then shown in 19 attempts of 20, of 1,000 in 17.
 * The others run in between, so that the A/A runs lie apart in time.
 */
function thoroughRuns(): SelftestRun[] {
  const sameRun: SelftestRun = { check: "a-a", rounds, selection: sameAgainstSame, budget: briefBudget };
  const driftRun: SelftestRun = { ...sameRun, check: "drift" };
  return [
    ...new Array<SelftestRun>(5).fill(sameRun),
    driftRun,
    ...new Array<SelftestRun>(5).fill(sameRun),
    driftRun,
    ...new Array<SelftestRun>(5).fill(sameRun),
    { check: "power", rounds: manyRounds, selection: slowedDown, budget: fullBudget },
  ];
}

export function selftestRuns(mode: SelftestMode): readonly SelftestRun[] {
  return mode === "quick" ? quickRuns : thoroughRuns();
}

/** By how much the builds of a `power` run are slowed down, beside the one that is not. */
const slowDowns = [0.02, 0.05, 0.1];

/** The builds of a runtime: the pinned executable under several names. */
function buildsOf(runtime: RuntimeName, check: SelftestFacts["check"]): WantedBuild[] {
  const found = findRuntime(runtime, projectRoot);
  if (check !== "power") return ["a", "b"].map((letter) => ({ found, name: `${runtime}#${letter}` }));
  const slowed = slowDowns.map((slowDown) => ({
    found,
    name: `${runtime}+${Math.round(100 * slowDown)}%`,
    slowDown,
  }));
  return [{ found, name: runtime }, ...slowed];
}

export interface SelftestOptions
  extends Pick<BenchmarkOptions, "seed" | "commandLine" | "onEvent" | "signal"> {
  readonly runtimes: readonly RuntimeName[];
  /** A folder that is there. */
  readonly folder: string;
}

/** Makes one of the runs; its records are in a file of the folder, named by the run's number. */
export async function runSelftest(
  { check, rounds, selection, budget }: SelftestRun,
  number: number,
  options: SelftestOptions,
): Promise<BenchmarkOutcome> {
  const { runtimes, folder, seed, commandLine, signal } = options;
  const name = `${String(number).padStart(2, "0")}-${check}.jsonl`;
  const load = check === "drift" ? new LoadInSecondHalf() : null;
  const onEvent: OnEvent = (event) => {
    load?.follow(event);
    options.onEvent(event);
  };
  try {
    const outcome = await runBenchmark({
      builds: runtimes.flatMap((runtime) => buildsOf(runtime, check)),
      selection,
      mode: "full",
      selftest: { check },
      budget,
      rounds,
      seed: (seed + number) >>> 0,
      url: null,
      out: path.join(folder, name),
      commandLine,
      onEvent,
      signal,
    });
    if (!outcome.interrupted) load?.expectRunning();
    return outcome;
  } finally {
    await load?.stop();
  }
}

/** Loads a core from the middle of the measuring to its end. */
class LoadInSecondHalf {
  #load: BackgroundLoad | null = null;
  #total = 0;
  #done = 0;

  follow(event: Parameters<OnEvent>[0]): void {
    if (event.kind === "phase" && event.phase === "measure") this.#total = event.total;
    if (event.kind !== "step-done" || this.#total === 0 || this.#load) return;
    this.#done++;
    if (this.#done < this.#total / 2) return;
    const node = findRuntime("node", projectRoot);
    if (isMissing(node)) throw new Error(`load a core: node is ${node.reason}`);
    this.#load = startLoad(node.path);
  }

  /** A run whose load ended early is none under load. */
  expectRunning(): void {
    if (this.#load?.isRunning) return;
    throw new Error(
      "load a core: its process was not running at the end of the run; expected it to; make the run again",
    );
  }

  async stop(): Promise<void> {
    await this.#load?.stop();
  }
}
