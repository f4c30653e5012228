/** The processes of one arm, with what each of them says by itself. */
import { cpuNs } from "../arm-result.ts";
import type { Arm } from "../model.ts";
import type { StudyReading } from "../study-records.ts";
import type { CountedKind } from "./counted-frames.ts";
import type { CpuProfile } from "./cpu-profile.ts";
import type { ProfileMode, ProfileValue } from "./profile-records.ts";
import { busySamples, countSamples, type SampleCounts } from "./sample-kind.ts";
import { type Stack, stacksOf } from "./stacks.ts";
import { whyUnseen } from "./unseen-work.ts";

/** With fewer a process has no share. With few it has a rough one, which the interval over the processes shows. */
export const leastSamples = 30;
/** A CPU time of fewer steps of its clock is none. */
const leastClockSteps = 20;

export interface ArmProcesses {
  readonly arm: Arm;
  readonly readings: readonly StudyReading<ProfileValue>[];
  /** By round. */
  readonly plain: ReadonlyMap<number, ProfileValue>;
  readonly sampled: ReadonlyMap<number, Sampled>;
  readonly native: ProfileValue | null;
}

export interface Sampled {
  readonly value: ProfileValue;
  readonly profile: CpuProfile;
  readonly stacks: readonly Stack[];
  readonly counts: SampleCounts;
  /** False where what is counted is done on a thread of which no sample is taken. */
  readonly isSeen: boolean;
}

export function armProcesses(
  arm: Arm,
  readingsOf: (mode: ProfileMode) => readonly StudyReading<ProfileValue>[],
): ArmProcesses {
  const valid = (mode: ProfileMode) =>
    readingsOf(mode).flatMap((one) => (one.status === "valid" ? [[one.round, one.value] as const] : []));
  const isSeen = whyUnseen(arm) === null;
  const sampled = valid("sampled").flatMap(([round, value]) => {
    const { profile } = value;
    if (!profile) return [];
    const stacks = stacksOf(profile);
    return [[round, { value, profile, stacks, counts: countSamples(arm.runtime, stacks), isSeen }] as const];
  });
  return {
    arm,
    readings: (["plain", "sampled", "native"] as const).flatMap(readingsOf),
    plain: new Map(valid("plain")),
    sampled: new Map(sampled),
    native: valid("native")[0]?.[1] ?? null,
  };
}

/** Of one process's busy samples, those of these kinds; null where it has too few. */
export function shareOf({ counts, isSeen }: Sampled, kinds: readonly CountedKind[]): number | null {
  if (!isSeen) return null;
  const busy = busySamples(counts);
  return busy < leastSamples ? null : kinds.reduce((sum, kind) => sum + counts[kind], 0) / busy;
}

export function seenShare({ counts, value }: Sampled, intervalUs: number): number | null {
  const busy = busySamples(counts);
  return busy < leastSamples ? null : (busy * intervalUs * 1000) / cpuNs(value.loop);
}

/** Null where the clock is too coarse for the loop. */
export function operationCpuNs({ loop, cpuResolutionNs, timedOperations }: ProfileValue): number | null {
  const used = cpuNs(loop);
  return cpuResolutionNs === 0 || used < leastClockSteps * cpuResolutionNs ? null : used / timedOperations;
}
