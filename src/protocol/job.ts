/**
 * The worker protocol: one job as one line of JSON on standard input, answers as lines of JSON on standard output.
 * Whatever speaks it is a runtime.
 */
import type { MemoryMeasurement, MemoryWork } from "../core/memory/memory-records.ts";
import type { Arm, Context, Trust } from "../core/model.ts";
import type { Measurement } from "../core/records.ts";
import type { RuntimeFacts } from "../core/runtime-facts.ts";
import type { PhaseValue } from "../core/service/service-records.ts";

/** Where a client connects to. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

/** Paths of PEM files; the worker reads them before anything is timed. */
export interface TrustFiles {
  /** A JSON file with an array of PEM texts, or null for the runtime's own roots. */
  readonly caFile: string | null;
  readonly certificateFile: string | null;
  readonly keyFile: string | null;
}

export interface DescribeJob {
  readonly kind: "describe";
}

export interface MeasureJob {
  readonly kind: "measure";
  readonly arm: Arm;
  readonly warmupOperations: number;
  readonly timedOperations: number;
  /** A self-test's artificial slow-down: how long each operation is busy doing nothing, ns; 0 everywhere else. */
  readonly busyLoopNs: number;
  readonly endpoint: Endpoint;
  readonly trustFiles: TrustFiles;
}

/** Does the client answer, and does it refuse a server of another CA, under each context? */
export interface VerifyJob {
  readonly kind: "verify";
  readonly client: string;
  readonly trust: Trust;
  readonly contexts: readonly Context[];
  readonly accept: Endpoint;
  readonly refuse: Endpoint;
  readonly trustFiles: TrustFiles;
}

/**
 * A service under load: a client for each arrival, at the time written down for it, whether or not those before it have
 * been answered. What an event loop comes to late it starts at once; times count from when it was to start.
 */
export interface ServiceJob {
  readonly kind: "service";
  readonly client: string;
  /** Null for the control: the same arrivals, probes and readings, and nothing done for an arrival. */
  readonly context: "fresh" | "shared" | "shared-options" | null;
  /** Since the start of the schedule, ascending. */
  readonly arrivalsNs: readonly number[];
  /** When to read the process's CPU clock: first at the end of the warm-up, last at the end of the phase. */
  readonly marksNs: readonly number[];
  /** When to see how late the event loop is; nothing else is done then. */
  readonly probesNs: readonly number[];
  /** After the last arrival's time, for its response and all others that are still awaited. */
  readonly patienceNs: number;
  readonly endpoint: Endpoint;
  readonly trustFiles: TrustFiles;
}

/** How much memory do live clients hold, or do closed ones leave behind? */
export interface MemoryJob {
  readonly kind: "memory";
  readonly arm: Arm;
  readonly work: MemoryWork;
  readonly endpoint: Endpoint;
  readonly trustFiles: TrustFiles;
}

export type Job = DescribeJob | MeasureJob | VerifyJob | ServiceJob | MemoryJob;

export interface DescribeAnswer {
  readonly kind: "described";
  readonly facts: Omit<RuntimeFacts, "binarySha256" | "source" | "build" | "slowDown">;
}

export interface MeasureAnswer {
  readonly kind: "measured";
  readonly measurement: Measurement;
  /** Every operation of the process: cold, warm-up and timed. */
  readonly operations: number;
  /** Whether the process was started with the variable that adds a CA to the runtime's roots. */
  readonly hasExtraCa: boolean;
  /** The CA certificates that the process read and gave to its clients; 0 for the runtime's own roots. */
  readonly givenCaCount: number;
  /** The busy loop that each operation ran, ns. */
  readonly busyLoopNs: number;
  /** When the timed operations ran, by the wall clock: where in a profile of the process they are. */
  readonly section?: EpochSection | undefined;
}

/** Microseconds since 1970. */
export interface EpochSection {
  readonly startUs: number;
  readonly endUs: number;
}

export interface VerifyAnswer {
  readonly kind: "verified";
  readonly results: readonly {
    readonly context: Context;
    readonly premise: "accepts" | "refuses";
    readonly passed: boolean;
    readonly detail: string;
  }[];
}

/** Columns are in the order of the job's. See PhaseValue for those of its name. */
export interface ServiceAnswer
  extends Pick<PhaseValue, "latencyUs" | "lateUs" | "probeLateUs" | "marks" | "wholeNs" | "firstError"> {
  readonly kind: "served";
  /** The runtime that ran, as it says itself. */
  readonly runtimeVersion: string;
  /** See Measurement. */
  readonly packageThatRan: string | null;
  /** User and system CPU of the process up to this answer, for a comparison with what is seen from outside. */
  readonly cpuNs: number;
}

export interface MemoryAnswer {
  readonly kind: "weighed";
  readonly measurement: MemoryMeasurement;
}

export type Answer = DescribeAnswer | MeasureAnswer | VerifyAnswer | ServiceAnswer | MemoryAnswer;
