/**
 * The lines of a results file (JSON Lines): the header, the checks of the premises, the plan, the observations as
 * they happen, a line where a stopped run went on, and a finish line when the run came to its end. Times are integers in
 * nanoseconds unless the name says otherwise. Nothing is ever rewritten or left out.
 */
import type { MachineConditions } from "./machine-conditions.ts";
import type { Arm, Build, Case, Context, RuntimeName, Trust } from "./model.ts";
import type { RuntimeFacts, StageName } from "./runtime-facts.ts";

/** Raised when a field changes its meaning; a reader refuses files of another version. */
export const schemaVersion = 1;

/** What is measured beside the tables of a run; see study-records.ts. */
export type StudyName = "service" | "memory" | "scale" | "profile";
export const studyNames: readonly StudyName[] = ["service", "memory", "scale", "profile"];

export interface Header {
  readonly kind: "header";
  readonly schemaVersion: number;
  /** Date and seed in one word, e.g. `20261124-1530-5f3a9c`. */
  readonly runId: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly commandLine: readonly string[];
  readonly gitCommit: string | null;
  readonly gitDirty: boolean | null;
  /** SHA-256 over the code that measured, which tells two uncommitted states apart; absent in runs of older versions. */
  readonly codeSha256?: string | undefined;
  readonly seed: number;
  readonly mode: "full" | "quick" | "url";
  /** The self-test's run: what it is to show; absent in every other run. */
  readonly selftest?: SelftestFacts | undefined;
  /** Which study, where the file is one's and not a run's. */
  readonly study?: StudyName | undefined;
  /** Which part of the plan this run has; absent where it has all of it. */
  readonly shard?: Shard | undefined;
  /** The server of `--url`, else null: the fixture. */
  readonly url: string | null;
  readonly machine: MachineFacts;
  readonly runtimes: readonly RuntimeFacts[];
  readonly missingRuntimes: readonly { readonly runtime: RuntimeName; readonly reason: string }[];
  readonly packages: { readonly mitata: string; readonly undici: string };
  readonly fixture: FixtureFacts | null;
  /** Variables of the caller's environment that workers do not see, by name only. */
  readonly scrubbedEnvironment: readonly string[];
  /** Variables set on purpose for workers, with cache paths written relative to the project. */
  readonly setEnvironment: Readonly<Record<string, string>>;
  /** What on this machine may hurt the numbers. */
  readonly warnings: readonly string[];
}

/** Part `index` of `count`, from 1, as `--shard index/count` names it. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** `a-a`: every build is the same. `power`: builds are slowed down by a known share. `drift`: as `a-a`, under load. */
export type SelftestCheck = "a-a" | "drift" | "power";
export const selftestChecks: readonly SelftestCheck[] = ["a-a", "drift", "power"];

export interface SelftestFacts {
  readonly check: SelftestCheck;
}

export interface MachineFacts {
  readonly platform: string;
  readonly architecture: string;
  readonly kernel: string;
  readonly operatingSystem: string;
  readonly cpuModel: string;
  readonly cpuCount: number;
  readonly governor: string | null;
  readonly virtualization: string | null;
  readonly loadAverage: readonly number[];
  readonly memoryBytes: number;
  readonly freeMemoryBytes: number;
  /** Absent in runs of older versions. */
  readonly conditions?: MachineConditions | undefined;
}

export interface FixtureFacts {
  readonly serverRuntime: string;
  readonly bundleCount: number;
  /** SHA-256 of the bundle's PEM text, hexadecimal. */
  readonly bundleSha256: string;
  readonly keyAlgorithm: string;
  readonly tlsVersion: string;
  readonly keyExchange: string;
  readonly sessionTickets: boolean;
}

/** Everything that is fixed before round 1. */
export interface Plan {
  readonly kind: "plan";
  readonly rounds: number;
  /** True where no intervals or verdicts are to be made from this run. */
  readonly exploratory: boolean;
  readonly cases: readonly PlannedCase[];
  /** Number of pairs (fresh against another context) over which Holm's procedure corrects; a shard's is the whole plan's. */
  readonly familySize: number;
  /** The ids of every case of the plan that this is a shard of; absent where `cases` are all. */
  readonly wholePlan?: readonly string[] | undefined;
}

export interface PlannedCase {
  readonly id: string;
  readonly of: Case;
  readonly arms: readonly Arm[];
  readonly unsupported: readonly { readonly context: Context; readonly reason: string }[];
  /** Operations that run before the timed ones, the cold one not counted; equal for all arms of the case. */
  readonly warmupOperations: number;
  readonly timedOperations: number;
  /** By arm: the busy loop inside each operation that slows it down by its build's share, ns; in a self-test only. */
  readonly busyLoopNs?: Readonly<Record<string, number>> | undefined;
  /** Why nothing of this case can be trusted (a premise failed, no calibration), or null. */
  readonly excluded: string | null;
}

/** One premise, checked once per client and trust before round 1. */
export interface Check extends Build {
  readonly kind: "check";
  readonly client: string;
  readonly trust: Trust;
  readonly context: Context;
  /** `accepts`: answers from the server whose CA it was given. `refuses`: no answer from another CA's server. */
  readonly premise: "accepts" | "refuses";
  readonly passed: boolean;
  /** The error's code or message, or the reason of failure. */
  readonly detail: string;
}

/** What the fixture server saw between the start and the end of an observation. */
export interface ServerCounts {
  readonly connections: number;
  readonly fullHandshakes: number;
  readonly resumedHandshakes: number;
  readonly requests: number;
  readonly clientCertificates: number;
  readonly failedHandshakes: number;
  /** CPU time of the server process. */
  readonly cpuNs: number;
}

/** What the worker measured. All arrays are in the order of the operations. */
export interface Measurement {
  /** The process's first operation, never part of a median. */
  readonly coldNs: number;
  readonly warmupNs: readonly number[];
  readonly operationNs: readonly number[];
  /** Time since the operation's start at which each stage was reached; null where the API does not show it. */
  readonly stages: Readonly<Record<StageName, readonly number[] | null>> | null;
  /** The timed operations with the yields between them, from the first start to the last yield. */
  readonly loop: IntervalCost;
  /** A full garbage collection right before the loop, and right after another: the cost of freeing nothing. */
  readonly collectionBefore: IntervalCost;
  /** A full garbage collection right after the loop: the same, and what the loop left to be freed. */
  readonly collectionAfter: IntervalCost;
  /** Smallest observed step of the process's CPU clock; 0 where it stood still. */
  readonly cpuResolutionNs: number;
  readonly peakRssBytes: number;
  /** From the start of the process to the first operation. */
  readonly startupNs: number;
  /** The runtime that ran, as it says itself. */
  readonly runtimeVersion: string;
  /** For undici clients: which package ran, e.g. `undici 8.13.1 (npm)`. */
  readonly packageThatRan: string | null;
}

export interface IntervalCost {
  readonly wallNs: number;
  readonly cpuUserNs: number;
  readonly cpuSystemNs: number;
}

interface ObservationBase {
  readonly kind: "observation";
  readonly round: number;
  readonly armId: string;
  /** 1; more where the case's round was repeated, after a fault of the harness or an interruption in the midst of it. */
  readonly attempt: number;
  /** From spawn to exit of the worker. */
  readonly processNs: number;
}

export interface ValidObservation extends ObservationBase {
  readonly status: "valid";
  readonly measurement: Measurement;
  /** Null against a server that is not the fixture. */
  readonly server: ServerCounts | null;
}

export interface FailedObservation extends ObservationBase {
  readonly status: "failed";
  /** `worker`: the arm itself failed. `premise`: it ran, but not what was planned. `harness`: a fault of ours. */
  readonly fault: "worker" | "premise" | "harness";
  readonly reason: string;
  /** The last 4,000 characters of the worker's standard error. */
  readonly stderr: string;
  readonly measurement: Measurement | null;
  readonly server: ServerCounts | null;
}

export type Observation = ValidObservation | FailedObservation;

/** A run that was stopped goes on here: same plan, same order, in another process and some time later. */
export interface Resume {
  readonly kind: "resume";
  /** When the file was last written before, by the file system. ISO 8601, UTC. */
  readonly stoppedAt: string;
  readonly resumedAt: string;
  /** From the one to the other, by the system's clock; 0 where that was set back. */
  readonly gapNs: number;
  /** Time that the run had run before, its earlier gaps not counted. */
  readonly elapsedBeforeNs: number;
  readonly observationsBefore: number;
  /** Of the machine, before it went on. */
  readonly loadAverage: readonly number[];
  /** What on this machine may hurt the numbers now. */
  readonly warnings: readonly string[];
}

export interface Finish {
  readonly kind: "finish";
  readonly finishedAt: string;
  /** Without the gaps of a run that was resumed. */
  readonly elapsedNs: number;
  readonly failedObservations: number;
}

export type RunRecord = Header | Plan | Check | Observation | Resume | Finish;

/** A results file in memory. */
export interface Run {
  readonly header: Header;
  readonly plan: Plan;
  readonly checks: readonly Check[];
  readonly observations: readonly Observation[];
  /** Where it went on after it had been stopped; absent where it ran through. */
  readonly resumes?: readonly Resume[] | undefined;
  readonly finish: Finish | null;
}
