/**
 * The worker protocol: one job as one line of JSON on standard input, answers as lines of JSON on standard output.
 * Whatever speaks it is a runtime.
 */
import type { Arm, Context, Trust } from "../core/model.ts";
import type { Measurement } from "../core/records.ts";
import type { RuntimeFacts } from "../core/runtime-facts.ts";

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

export type Job = DescribeJob | MeasureJob | VerifyJob;

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

export type Answer = DescribeAnswer | MeasureAnswer | VerifyAnswer;
