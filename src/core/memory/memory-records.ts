/**
 * The study of memory: what a live client holds, and whether making and closing clients leaves anything behind. RSS is
 * what is read: the heap figures of V8 and JavaScriptCore know nothing of a TLS context, which is native memory.
 */
import type { Arm, Context, RuntimeName, Scenario } from "../model.ts";
import type { ServerCounts } from "../records.ts";
import type { StudyFile, StudyPlan } from "../study-records.ts";

/** `hold`: more and more clients are kept alive. `growth`: clients are made and closed, and nothing is kept. */
export type MemoryMode = "hold" | "growth";
export const memoryModes: readonly MemoryMode[] = ["hold", "growth"];

export interface HoldWork {
  readonly mode: "hold";
  /** Made, used and closed before the first reading, so that what is loaded once is there. */
  readonly warmupClients: number;
  /** Clients that are alive at each reading, ascending. */
  readonly steps: readonly number[];
}

export interface GrowthWork {
  readonly mode: "growth";
  readonly batches: number;
  /**
   * At least one. Those at the start, whose growth is not counted: compiling, and pools that fill once. RSS is read
   * after the last of them and after each one that follows.
   */
  readonly warmupBatches: number;
  readonly operationsPerBatch: number;
}

export type MemoryWork = HoldWork | GrowthWork;

/** Memory of the process after forced collections and a pause. */
export interface MemoryReading {
  /** `hold`: clients alive. `growth`: operations done. */
  readonly count: number;
  readonly rssBytes: number;
  /** The same as the runtime reports it by `process.memoryUsage().rss`. */
  readonly reportedRssBytes: number;
  /** What the runtime says that JavaScript holds: `heapUsed` and `external`. */
  readonly heapBytes: number;
}

export interface MemoryMeasurement {
  readonly readings: readonly MemoryReading[];
  /** `hold`: after the second requests, and when all clients have been closed; null in `growth`. */
  readonly closing: { readonly before: MemoryReading; readonly after: MemoryReading } | null;
  /** Where `rssBytes` is from: the kernel's walk of the page tables, or the runtime where there is no such file. */
  readonly rssSource: "smaps_rollup" | "memoryUsage";
  /** Clients made, those of the warm-up included. */
  readonly clients: number;
  readonly requests: number;
  readonly runtimeVersion: string;
  readonly packageThatRan: string | null;
}

/** What one process measured, with what the server saw meanwhile. */
export interface MemoryValue {
  readonly measurement: MemoryMeasurement;
  readonly server: ServerCounts;
}

/** One arm in one mode: a process a round. */
export interface PlannedMemory {
  /** `hold/node/undici/bundle/request/fresh` */
  readonly id: string;
  readonly arm: Arm;
  readonly work: MemoryWork;
}

export interface UnsupportedMemory {
  readonly runtime: RuntimeName;
  readonly client: string;
  readonly mode: MemoryMode;
  readonly scenario: Scenario;
  readonly context: Context;
  readonly reason: string;
}

export interface MemoryPlan extends StudyPlan {
  readonly study: "memory";
  /** `hold` gives no verdicts and needs fewer rounds: it is measured in the first ones. */
  readonly holdRounds: number;
  readonly planned: readonly PlannedMemory[];
  readonly unsupported: readonly UnsupportedMemory[];
  /** Arms whose growth is judged: the family of Holm's procedure. */
  readonly familySize: number;
}

export type MemoryFile = StudyFile<MemoryPlan, MemoryValue>;

/** In how many rounds an arm is measured. */
export function roundsOf({ rounds, holdRounds }: MemoryPlan, { work }: PlannedMemory): number {
  return work.mode === "hold" ? holdRounds : rounds;
}
