/**
 * What the profiles of a case amount to, beside the CPU time of the same arms without a profiler. The process is the
 * unit: a share is one number a process, and an interval is over processes.
 */
import type { Arm } from "../model.ts";
import { estimateOrValue, leastPairsForInterval } from "../pair.ts";
import type { Estimate } from "../results.ts";
import { median } from "../statistics/quantile.ts";
import {
  type ArmProcesses,
  armProcesses,
  operationCpuNs,
  type Sampled,
  seenShare,
  shareOf,
} from "./arm-processes.ts";
import type { CountedKind } from "./counted-frames.ts";
import type { CpuProfile } from "./cpu-profile.ts";
import {
  armOfCase,
  type ProfiledCase,
  type ProfileFile,
  type ProfileMode,
  readingId,
} from "./profile-records.ts";
import { busySamples, noSamples, type SampleCounts, sampleKinds } from "./sample-kind.ts";
import type { Stack } from "./stacks.ts";

/** A value over the processes; without ends where so few have no interval. */
export type Value = Estimate | { readonly value: number };

export interface ArmProfile {
  readonly arm: Arm;
  /** Rounds whose profile counts. */
  readonly validRounds: number;
  readonly plannedRounds: number;
  /** The first failure of any of its processes, or null. */
  readonly failure: string | null;
  /** Of the busy samples: under frames that build a context. Null where the processes have too few samples. */
  readonly share: Value | null;
  /** Likewise, under frames that work on the given CAs outside of building a context. */
  readonly certificatesShare: Value | null;
  /** Busy samples × interval ÷ the CPU time of all threads: what of the process the profiler saw. Null likewise. */
  readonly seen: Value | null;
  /** CPU time of an operation under the profiler ÷ without. Null where the CPU clock is too coarse. */
  readonly overhead: Value | null;
  /** CPU time of an operation without a profiler, ns, median over the processes; null likewise. */
  readonly cpuNs: number | null;
  /** Over all processes. */
  readonly samples: SampleCounts;
  /** All processes' stacks. */
  readonly stacks: readonly Stack[];
  /** The profile whose share is the median one; null where there is none. */
  readonly representative: Representative | null;
  readonly native: NativeProfile | null;
}

export interface Representative {
  readonly round: number;
  readonly profile: CpuProfile;
  /** Of its own busy samples: that builds contexts, and that works on the CAs elsewhere; 0 where it has none. */
  readonly share: number;
  readonly certificatesShare: number;
  /** How many these are. */
  readonly busySamples: number;
}

export interface NativeProfile {
  readonly profile: CpuProfile;
  readonly isStripped: boolean | null;
}

export interface CaseProfile {
  readonly of: ProfiledCase;
  readonly before: ArmProfile;
  readonly after: ArmProfile;
  /** (CPU before − CPU after) ÷ CPU before, without a profiler. Null where the CPU clock is too coarse. */
  readonly saved: Value | null;
  /** The same as the profiles have it: the share of all that counts before, less that after in terms of the CPU before. */
  readonly savedByProfile: Value | null;
  /** The second minus the first, paired by the round. */
  readonly difference: Value | null;
}

export function profileResults({ plan, readings }: ProfileFile): CaseProfile[] {
  const byId = Map.groupBy(readings, ({ id }) => id);
  const readingsOf = (arm: Arm, mode: ProfileMode) => byId.get(readingId(arm, mode)) ?? [];
  return plan.cases.map((of): CaseProfile => {
    const arms = [of.before, of.after].map((context) => armOfCase(of, context));
    const [before, after] = arms.map((arm) => armProcesses(arm, (mode) => readingsOf(arm, mode)));
    const summarise = (data: ArmProcesses) =>
      armProfile(data, plan.rounds, plan.samplingIntervalUs, plan.exploratory);
    return {
      of,
      before: summarise(before!),
      after: summarise(after!),
      ...savings(before!, after!, plan.exploratory),
    };
  });
}

function armProfile(
  data: ArmProcesses,
  plannedRounds: number,
  intervalUs: number,
  exploratory: boolean,
): ArmProfile {
  const { arm, readings, plain, sampled, native } = data;
  const over = (values: readonly (number | null)[]) => valueOver(values, exploratory);
  const all = [...sampled.values()];
  const cpus = [...plain.values()].map(operationCpuNs);
  const failure = readings.find((one) => one.status === "failed");
  return {
    arm,
    validRounds: sampled.size,
    plannedRounds,
    failure: failure?.status === "failed" ? failure.reason : null,
    share: over(all.map((one) => shareOf(one, ["context"]))),
    certificatesShare: over(all.map((one) => shareOf(one, ["certificates"]))),
    seen: over(all.map((one) => seenShare(one, intervalUs))),
    overhead: over(
      [...sampled].map(([round, { value }]) => quotient(operationCpuNs(value), cpuIn(plain, round))),
    ),
    cpuNs: cpus.length === 0 || cpus.includes(null) ? null : median(cpus as number[]),
    samples: sumOf(all.map(({ counts }) => counts)),
    stacks: all.flatMap(({ stacks }) => stacks),
    representative: representativeOf(sampled),
    native: native?.profile ? { profile: native.profile, isStripped: native.isStripped } : null,
  };
}

function cpuIn(plain: ArmProcesses["plain"], round: number): number | null {
  const value = plain.get(round);
  return value ? operationCpuNs(value) : null;
}

function quotient(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a / b;
}

function savings(before: ArmProcesses, after: ArmProcesses, exploratory: boolean) {
  const rounds = [...before.plain.keys()].filter((round) => after.plain.has(round));
  const each = rounds.map((round) => {
    const costs = [cpuIn(before.plain, round), cpuIn(after.plain, round)] as const;
    const left = quotient(costs[1], costs[0]);
    const saved = left === null ? null : 1 - left;
    const byProfile = profiledSaving(before.sampled.get(round), after.sampled.get(round), left);
    const difference = saved === null || byProfile === null ? null : byProfile - saved;
    return { saved, byProfile, difference };
  });
  const over = (key: keyof (typeof each)[number]) =>
    valueOver(
      each.map((one) => one[key]),
      exploratory,
    );
  return { saved: over("saved"), savedByProfile: over("byProfile"), difference: over("difference") };
}

/** What sharing may do away with: a context, and work on the CAs that a client with a context is not given. */
const countedKinds: readonly CountedKind[] = ["context", "certificates"];

/** `left` is CPU after ÷ CPU before: what a share of the second is of the first. */
function profiledSaving(
  before: Sampled | undefined,
  after: Sampled | undefined,
  left: number | null,
): number | null {
  const shareBefore = before && shareOf(before, countedKinds);
  if (shareBefore === null || shareBefore === undefined || !after || left === null) return null;
  const shareAfter = shareOf(after, countedKinds);
  if (shareAfter !== null) return shareBefore - shareAfter * left;
  // So cheap an arm that its share, whatever it is, is of next to nothing.
  return left < 0.05 ? shareBefore : null;
}

/** Null where any process has none: a value over a part of the rounds would be of those that happened to be slow. */
function valueOver(values: readonly (number | null)[], exploratory: boolean): Value | null {
  if (values.length === 0 || values.includes(null)) return null;
  const numbers = values as number[];
  const hasInterval = !exploratory && numbers.length >= leastPairsForInterval;
  return estimateOrValue(numbers, hasInterval);
}

function sumOf(all: readonly SampleCounts[]): SampleCounts {
  const sum = noSamples();
  for (const counts of all) for (const kind of sampleKinds) sum[kind] += counts[kind];
  return sum;
}

/** The lower of the two middle ones where their number is even; of equal shares the first round's. */
function representativeOf(sampled: ArmProcesses["sampled"]): Representative | null {
  const all = [...sampled].map(([round, { profile, counts }]): Representative => {
    const busy = busySamples(counts);
    const of = (kind: CountedKind) => (busy === 0 ? 0 : counts[kind] / busy);
    return { round, profile, share: of("context"), certificatesShare: of("certificates"), busySamples: busy };
  });
  const sorted = all.sort((a, b) => a.share - b.share || a.round - b.round);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}
