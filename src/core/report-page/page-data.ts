/**
 * What the page results/report.html has to know to show a case, beside the tables that are on it already. It is made
 * when the page is written and read by the page's script: both sides share this shape.
 */
import type { Case, Context, RuntimeName } from "../model.ts";

export interface PageData {
  readonly runId: string;
  readonly schemaVersion: number;
  /** The name of the file that holds every operation, for whoever is to drop it on the page. */
  readonly rawFileName: string;
  readonly plannedRounds: number;
  readonly runtimes: readonly PageRuntime[];
  /** What the machine was; markdown, a line each. */
  readonly machine: readonly string[];
  /** What a case's command needs beside a checkout, markdown; null where it needs nothing. */
  readonly againNeeds: string | null;
  readonly cases: readonly PageCase[];
  /** The source of each table on the page, by the number that its copy button carries. */
  readonly tables: readonly string[];
}

export interface PageRuntime {
  readonly runtime: RuntimeName;
  /** `Node 26.10.0` */
  readonly title: string;
  /** Executable, checksum and libraries; markdown, a line each. */
  readonly facts: readonly string[];
}

export interface PageCase {
  readonly id: string;
  readonly of: Case;
  readonly warmupOperations: number;
  readonly timedOperations: number;
  /** Markdown of the tables that other pages have of this case: arms, pairs, stages. */
  readonly tables: readonly { readonly title: string; readonly text: string }[];
  /** What to know before relying on it: trends, drifts, outliers, failures. Markdown, one line each. */
  readonly notes: readonly string[];
  /** The command that measures this case alone; null where nothing can be measured. */
  readonly again: string | null;
  readonly arms: readonly PageArm[];
}

export interface PageArm {
  readonly id: string;
  readonly context: Context;
  /** The command that prints every raw observation of it. */
  readonly raw: string;
  readonly processes: ProcessColumns;
  /** Of each slice at `sliceShares`, one after another, ns; empty where nothing was measured. */
  readonly sliceQuantilesNs: readonly number[];
}

/** The value of every process of an arm; one value stands for all where they are the same. */
export type Column<Value> = Value | readonly Value[];

/** One entry a process, in the order of the file: failed ones and repeated attempts too. */
export interface ProcessColumns {
  readonly count: number;
  readonly round: Column<number>;
  readonly attempt: Column<number>;
  /** Why it failed, or null. */
  readonly failure: Column<string | null>;
  /** False where the round was repeated and the other attempt counts. */
  readonly isCounted: Column<boolean>;
  readonly medianNs: Column<number | null>;
  readonly meanWallNs: Column<number | null>;
  /** Null too where the process's CPU clock is too coarse. */
  readonly meanCpuNs: Column<number | null>;
  readonly coldNs: Column<number | null>;
  readonly peakRssBytes: Column<number | null>;
  readonly connections: Column<number | null>;
  readonly fullHandshakes: Column<number | null>;
  readonly resumedHandshakes: Column<number | null>;
  readonly requests: Column<number | null>;
  readonly clientCertificates: Column<number | null>;
  readonly serverCpuNs: Column<number | null>;
}

/** Neighbouring operations of all counted processes of an arm: how an operation's cost moves as a process grows older. */
export interface OperationSlice {
  readonly phase: "first" | "warm-up" | "timed";
  /** The first and the last operation of the slice, counted from 1 within its phase. */
  readonly from: number;
  readonly to: number;
}

/** The quantiles of a slice that are kept. They describe operations, and are no intervals. */
export const sliceShares = [0.05, 0.25, 0.5, 0.75, 0.95] as const;
