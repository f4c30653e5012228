/**
 * Measures one arm in this process: mitata drives the calls, every call's own time goes into an array of ours, in
 * order, and the CPU clock spans the timed ones.
 */
import { measure as mitataMeasure, now } from "mitata/src/lib.mjs";
import type { Adapter } from "../runtimes/adapter.ts";
import type { Arm } from "../src/core/model.ts";
import type { IntervalCost } from "../src/core/records.ts";
import type { StageName } from "../src/core/runtime-facts.ts";
import { stageNames } from "../src/core/runtime-facts.ts";
import type { EpochSection, MeasureAnswer, MeasureJob } from "../src/protocol/job.ts";
import { forceCollection, yieldToEventLoop } from "./force-collection.ts";
import { loadClient } from "./load-client.ts";
import {
  makeOperations,
  makeSources,
  type Operations,
  type OperationTimes,
  readTrust,
} from "./operations.ts";
import { peakRssBytes } from "./peak-memory.ts";

/** Reads both clocks; call the result to get what has passed since. */
function startInterval(): () => IntervalCost {
  const cpu = process.cpuUsage();
  const start = now();
  return () => {
    const wallNs = Math.round(now() - start);
    const used = process.cpuUsage(cpu);
    return { wallNs, cpuUserNs: used.user * 1000, cpuSystemNs: used.system * 1000 };
  };
}

/** The wall clock, µs. `Date.now()` has milliseconds only, as many as a profile has samples in one. */
function epochUs(): number {
  return (performance.timeOrigin + performance.now()) * 1000;
}

/** Cost of a full collection with the frees that follow it. */
async function collectGarbage(): Promise<IntervalCost> {
  const elapsed = startInterval();
  forceCollection();
  await yieldToEventLoop();
  await yieldToEventLoop();
  return elapsed();
}

const longestClockStepNs = 50e6;

/** Smallest step of the process's CPU clock, ns; 0 where it stands still, as in Deno 2.0. */
function cpuClockResolutionNs(): number {
  let smallest = Number.POSITIVE_INFINITY;
  for (let step = 0; step < 8; step++) {
    const from = process.cpuUsage();
    const latest = now() + longestClockStepNs;
    let passed = 0;
    while (passed === 0) {
      if (now() > latest) return 0;
      const used = process.cpuUsage(from);
      passed = used.user + used.system;
    }
    smallest = Math.min(smallest, passed);
  }
  return smallest * 1000;
}

/**
 * Options under which mitata calls `manual` exactly 1 + samples times, with no batch and no warm-up of its own.
 * It changes the object that it is given, so each call gets a new one.
 */
function exactly(samples: number) {
  return {
    gc: false,
    warmup_samples: 0,
    warmup_threshold: -1,
    batch_threshold: -1,
    samples_threshold: Number.POSITIVE_INFINITY,
    min_samples: samples,
    max_samples: samples,
    min_cpu_time: 0,
  } as const;
}

interface Drive {
  readonly times: readonly OperationTimes[];
  readonly startupNs: number;
  readonly section: EpochSection;
  readonly loop: IntervalCost;
  readonly collectionBefore: IntervalCost;
  readonly collectionAfter: IntervalCost;
}

/** Runs all operations, the first `untimed` of them before the loop whose cost is taken. */
async function drive(operations: Operations, untimed: number, total: number): Promise<Drive> {
  const times: OperationTimes[] = [];
  let collectionBefore: IntervalCost | null = null;
  let loopElapsed: (() => IntervalCost) | null = null;
  let startUs = 0;
  const startupNs = Math.round(performance.now() * 1e6);
  await mitataMeasure(
    function* () {
      yield {
        async manual() {
          if (times.length === untimed) {
            // The first collection frees what start-up and warm-up left; the second is the cost of freeing nothing.
            await collectGarbage();
            collectionBefore = await collectGarbage();
            startUs = epochUs();
            loopElapsed = startInterval();
          }
          const taken = await operations.run(times.length);
          times.push(taken);
          await yieldToEventLoop();
          return taken.closedNs;
        },
      };
    },
    exactly(total - 1),
  );
  const loop = loopElapsed!();
  const section = { startUs, endUs: epochUs() };
  const collectionAfter = await collectGarbage();
  await operations.end();
  return { times, startupNs, section, loop, collectionBefore: collectionBefore!, collectionAfter };
}

export async function measureArm(adapter: Adapter, job: MeasureJob): Promise<MeasureAnswer> {
  const { arm, warmupOperations, timedOperations, busyLoopNs } = job;
  const { facts, client } = await loadClient(adapter, arm.client);
  const untimed = 1 + warmupOperations;
  const total = untimed + timedOperations;
  const trust = readTrust(job.trustFiles);
  const sources = makeSources(client, arm.context, trust, total);
  const operations = makeOperations({ ...arm, client, target: job.endpoint, sources, now, busyLoopNs });
  const cpuResolutionNs = cpuClockResolutionNs();
  const { times, section, ...costs } = await drive(operations, untimed, total);
  const totals = times.map((taken) => Math.round(taken.closedNs));
  return {
    kind: "measured",
    operations: times.length,
    busyLoopNs,
    section,
    hasExtraCa: process.env[adapter.describe().extraCaVariable] !== undefined,
    givenCaCount: trust.ca?.length ?? 0,
    measurement: {
      coldNs: totals[0]!,
      warmupNs: totals.slice(1, untimed),
      operationNs: totals.slice(untimed),
      stages: hasStages(arm) ? stagesOf(times.slice(untimed), facts.stages) : null,
      ...costs,
      cpuResolutionNs,
      peakRssBytes: peakRssBytes(),
      runtimeVersion: adapter.describe().version,
      packageThatRan: client.packageThatRan?.() ?? null,
    },
  };
}

/** A client that is kept is constructed and connected before what is timed. */
function hasStages({ scenario, context }: Arm): boolean {
  return scenario === "request" && context !== "reused-client";
}

function reached(taken: OperationTimes, stage: StageName): number {
  const time = taken[`${stage}Ns`];
  if (time === null) {
    throw new Error(`stamp a request: the client's facts name the stage "${stage}", and it never said so`);
  }
  return time;
}

function stagesOf(times: readonly OperationTimes[], visible: readonly StageName[]) {
  const columns = {} as Record<StageName, number[] | null>;
  for (const stage of stageNames) {
    columns[stage] = visible.includes(stage) ? times.map((taken) => Math.round(reached(taken, stage))) : null;
  }
  return columns;
}
