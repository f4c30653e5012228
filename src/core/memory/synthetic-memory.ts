/** For tests: a file of the memory study made of numbers that a test chooses. */
import { type Arm, armId } from "../model.ts";
import { seededRandom } from "../statistics/random.ts";
import type { StudyReading } from "../study-records.ts";
import { syntheticRun } from "../synthetic-run.ts";
import {
  type MemoryFile,
  type MemoryMeasurement,
  type MemoryPlan,
  type MemoryReading,
  type MemoryValue,
  type MemoryWork,
  type PlannedMemory,
  roundsOf,
} from "./memory-records.ts";

export interface SyntheticMemory extends Partial<Arm> {
  readonly mode: PlannedMemory["work"]["mode"];
  /** RSS that each client or operation adds, with a scatter of ± 1 KiB by process, or as given. */
  readonly bytes: number | ((round: number) => number);
  /** What the heap shows of it. */
  readonly heapBytes?: number;
  /** RSS that comes once, with the first clients. */
  readonly onceBytes?: number;
  /** RSS that each client or operation adds beside, until the reading in the middle. */
  readonly settlingBytes?: number;
  /** Share that RSS falls by after the last close. */
  readonly givenBack?: number;
  /** Rounds in which the process failed. */
  readonly failed?: readonly number[];
}

const works: Record<SyntheticMemory["mode"], MemoryWork> = {
  hold: { mode: "hold", warmupClients: 8, steps: [0, 24, 40, 56, 72] },
  growth: { mode: "growth", batches: 8, warmupBatches: 4, operationsPerBatch: 50 },
};

export function syntheticMemoryFile(
  arms: readonly SyntheticMemory[],
  changes: Partial<MemoryPlan> & { readonly finished?: boolean } = {},
): MemoryFile {
  const planned = arms.map(planOf);
  const { finished = true, ...ofPlan } = changes;
  const plan: MemoryPlan = {
    kind: "plan",
    study: "memory",
    rounds: 11,
    exploratory: false,
    holdRounds: 7,
    planned,
    unsupported: [],
    familySize: planned.filter(({ work }) => work.mode === "growth").length,
    ...ofPlan,
  };
  const readings = planned.flatMap((one, index) =>
    Array.from({ length: roundsOf(plan, one) }, (_, round) => readingOf(one, arms[index]!, round + 1)),
  );
  const { header, finish } = syntheticRun({
    cases: arms.map(({ mode: _, bytes: __, ...given }) => ({ ...given, latencyNs: { fresh: 1 } })),
    header: { study: "memory", commandLine: ["npm", "run", "ctxcost", "--", "memory"] },
  });
  return { header, plan, readings, finish: finished ? finish : null };
}

function planOf({ mode, runtime = "node", client = "undici", trust = "bundle", ...rest }: SyntheticMemory) {
  const { scenario = "request", context = "fresh" } = rest;
  const arm: Arm = { runtime, client, trust, scenario, context };
  return { id: `${mode}/${armId(arm)}`, arm, work: works[mode] };
}

function readingOf(planned: PlannedMemory, spec: SyntheticMemory, round: number): StudyReading<MemoryValue> {
  const { id, arm } = planned;
  const base = { kind: "reading", runtime: arm.runtime, round, id, processNs: 1e9 } as const;
  if (spec.failed?.includes(round)) {
    return { ...base, status: "failed", reason: "exited with code 7", stderr: "" };
  }
  const seed = [...`${id} ${round}`].reduce((sum, one) => Math.imul(sum, 31) + one.charCodeAt(0), 7);
  const scatter = 1024 * (2 * seededRandom(seed)() - 1);
  const bytes = typeof spec.bytes === "function" ? spec.bytes(round) : spec.bytes + scatter;
  const measurement = measurementOf(planned, spec, bytes);
  const server = {
    connections: measurement.clients,
    fullHandshakes: measurement.clients,
    resumedHandshakes: 0,
    requests: measurement.requests,
    clientCertificates: 0,
    failedHandshakes: 0,
    cpuNs: 1e6,
  };
  return { ...base, status: "valid", value: { measurement, server } };
}

const emptyProcessBytes = 60 * 1024 ** 2;

function measurementOf(
  { work }: PlannedMemory,
  { heapBytes = 0, onceBytes = 0, settlingBytes = 0, givenBack = 0.5 }: SyntheticMemory,
  bytes: number,
): MemoryMeasurement {
  const counts =
    work.mode === "hold"
      ? work.steps
      : Array.from(
          { length: work.batches - work.warmupBatches + 1 },
          (_, after) => (work.warmupBatches + after) * work.operationsPerBatch,
        );
  const settled = counts[Math.floor(counts.length / 2)]!;
  const readings = counts.map((count): MemoryReading => {
    const beside = onceBytes * Math.sign(count) + settlingBytes * Math.min(count, settled);
    const rssBytes = Math.round(emptyProcessBytes + bytes * count + beside);
    return { count, rssBytes, reportedRssBytes: rssBytes + 4096, heapBytes: 5e6 + heapBytes * count };
  });
  const last = readings.at(-1)!;
  const held = last.rssBytes - readings[0]!.rssBytes;
  const after = { ...last, count: 0, rssBytes: Math.round(last.rssBytes - givenBack * held) };
  const clients = last.count + (work.mode === "hold" ? work.warmupClients : 0);
  return {
    readings,
    closing: work.mode === "hold" ? { before: last, after } : null,
    rssSource: "smaps_rollup",
    clients,
    requests: clients + (work.mode === "hold" ? last.count : 0),
    runtimeVersion: "1.2.3",
    packageThatRan: null,
  };
}
