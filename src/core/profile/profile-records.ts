/** What the study of profiles plans and stores: for each arm, processes under a profiler and processes without one. */
import { type Arm, armId, type Case, type Context } from "../model.ts";
import type { IntervalCost } from "../records.ts";
import type { StudyFile, StudyPlan } from "../study-records.ts";
import type { CpuProfile } from "./cpu-profile.ts";

/**
 * - `plain`: no profiler; its CPU time is what the profiles are held against
 * - `sampled`: under the runtime's own profiler (`--cpu-prof`)
 * - `native`: under Linux `perf`, which sees native frames on all threads
 */
export type ProfileMode = "plain" | "sampled" | "native";
export const profileModes: readonly ProfileMode[] = ["plain", "sampled", "native"];

export interface ProfilePlan extends StudyPlan {
  readonly study: "profile";
  readonly cases: readonly ProfiledCase[];
  /** What was asked for and cannot be measured, with the reason. */
  readonly notProfiled: readonly { readonly id: string; readonly reason: string }[];
  /** Between two samples of the runtime's profiler, µs. */
  readonly samplingIntervalUs: number;
  readonly modes: readonly ProfileMode[];
}

export interface ProfiledCase {
  readonly id: string;
  readonly of: Case;
  /** The context before the change that is asked about, and the one after: `fresh` and `shared`, unless told otherwise. */
  readonly before: Context;
  readonly after: Context;
  readonly warmupOperations: number;
  readonly timedOperations: number;
}

/** What one process reported. */
export interface ProfileValue {
  readonly mode: ProfileMode;
  readonly timedOperations: number;
  /** The timed operations with the turns of the event loop between them. */
  readonly loop: IntervalCost;
  readonly cpuResolutionNs: number;
  /** Of the timed section alone; null in mode `plain`. */
  readonly profile: CpuProfile | null;
  /** Of the native functions' names; null where the executable was not looked at. */
  readonly isStripped: boolean | null;
}

export type ProfileFile = StudyFile<ProfilePlan, ProfileValue>;

export function armOfCase({ of }: Pick<ProfiledCase, "of">, context: Context): Arm {
  return { ...of, context };
}

/** `node/node:https/bundle/request/fresh/sampled` */
export function readingId(arm: Arm, mode: ProfileMode): string {
  return `${armId(arm)}/${mode}`;
}
