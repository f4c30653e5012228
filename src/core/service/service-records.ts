/**
 * The study of a service under steady load: clients arrive at a fixed rate, whether or not the earlier ones have been
 * answered; each is made, gets one response and is closed. What does that cost of a core, with a TLS context for each
 * and with one for all? A phase is one process under one arm, and the unit of everything that is concluded.
 */
import type { RuntimeName, Trust } from "../model.ts";
import type { ServerCounts } from "../records.ts";
import type { StudyFile, StudyPlan } from "../study-records.ts";
import type { Arrivals } from "./arrivals.ts";

/** `shared-options` stands in where a client takes no context object. `control`: the same arrivals, without a client. */
export type ServiceArm = "fresh" | "shared" | "shared-options" | "control";

export interface ServiceCase {
  readonly runtime: RuntimeName;
  readonly client: string;
  readonly trust: Trust;
  /** Of a round, in no order. */
  readonly arms: readonly ServiceArm[];
  /** Why there is no `shared`, or null. */
  readonly notShared: string | null;
  /** Clients a second: the same for all arms. */
  readonly ratePerSecond: number;
  /** What the rates were chosen by. */
  readonly calibration: Calibration;
  /** The rates that are tried to find the highest one that an arm holds; empty where that is not asked. */
  readonly ladders: readonly Ladder[];
}

/** CPU time of one request, one after another, and of the server for one. */
export interface Calibration {
  readonly freshCpuNs: number;
  readonly sharedCpuNs: number;
  readonly serverCpuNs: number;
}

export interface Ladder {
  readonly arm: ServiceArm;
  /** Ascending. */
  readonly ratesPerSecond: readonly number[];
}

export interface ServicePlan extends StudyPlan {
  readonly study: "service";
  readonly arrivals: Arrivals;
  /** True where the user named the rate, for all cases. */
  readonly rateGiven: boolean;
  /** Before the phase, at the same rate; nothing of it is counted. */
  readonly warmupNs: number;
  readonly phaseNs: number;
  /** The CPU clock is read this often. */
  readonly sliceNs: number;
  /** The event loop is asked this often how late it is. */
  readonly probeNs: number;
  readonly ladder: LadderPlan;
  readonly cases: readonly ServiceCase[];
}

export interface LadderPlan {
  readonly rounds: number;
  readonly warmupNs: number;
  readonly leastPhaseNs: number;
  /** A phase lasts until it has this many arrivals, so that a 99th percentile means something. */
  readonly leastArrivals: number;
  /** What the 99th percentile of the latency must not exceed. */
  readonly p99BoundNs: number;
}

/** What one process saw. Columns are in the order of the arrivals, those of the warm-up first; µs to keep files small. */
export interface PhaseValue {
  /** How many of the arrivals belong to the warm-up. */
  readonly warmupArrivals: number;
  /** From the time at which it was to arrive until its response was read; null where it got none. */
  readonly latencyUs: readonly (number | null)[];
  /** How many responses came between the end of the warm-up and that of the phase, whenever their clients arrived. */
  readonly responsesInPhase: number;
  /** How long after that time the event loop got to it. */
  readonly lateUs: readonly number[];
  /** How late the event loop came to probes that do nothing. */
  readonly probeLateUs: readonly number[];
  /** Readings of the process's CPU clock, from the end of the warm-up to the end of the phase. */
  readonly marks: CpuMarks;
  /** From the first arrival's schedule to the end of the last one's work. */
  readonly wholeNs: number;
  /** Of the first that failed, or null. */
  readonly firstError: string | null;
  readonly server: ServerCounts;
}

export interface CpuMarks {
  /** Since the start of the schedule. */
  readonly atNs: readonly number[];
  /** User and system, since the process's start. */
  readonly cpuNs: readonly number[];
}

export type ServiceFile = StudyFile<ServicePlan, PhaseValue>;
