/** Whether making and closing clients leaves memory behind, and how much could have been left without being seen. */
import type { Arm } from "../model.ts";
import { familyWiseError, holmAdjusted } from "../statistics/holm.ts";
import { signedRankUpperPValue } from "../statistics/signed-rank.ts";
import { lacksTooMany } from "../verdicts.ts";
import { type ArmReadings, countedReadings, readingsByArm } from "./arm-readings.ts";
import type { MemoryFile } from "./memory-records.ts";
import { processSlope, type Slope, slopeOver } from "./slope.ts";

/**
 * `grows`: Holm's procedure over all arms of the plan says that there is more at the end, the second half of the
 * readings by itself does too, at a pace that is the first half's within a factor of two, and above the control's.
 * `settles`: it stopped: the second half's interval holds 0, and what ends is no leak. `slows`: it became less than
 * half as fast, and goes on. `speeds-up`: it became more than twice as fast, or the first half had none: a large piece
 * that a heap took late, or a leak that began late; these readings do not tell the one from the other. `as-control`: the
 * second half's interval is not above that of the runtime's control, which makes no TLS client. `too-little`: it grows,
 * slows or speeds up, and all of it together is less than the young generation of V8's heap may grow by.
 * `open`: the arm's own interval lies above 0, and the procedure over all arms does not reject.
 * `none-seen`: no growth above `boundBytes` an operation, the upper end of the arm's own interval; below it anything is
 * possible.
 */
export type GrowthVerdict =
  | { readonly kind: "grows" }
  | { readonly kind: "settles" }
  | { readonly kind: "slows" }
  | { readonly kind: "speeds-up" }
  | { readonly kind: "as-control" }
  | { readonly kind: "too-little" }
  | { readonly kind: "open" }
  | { readonly kind: "none-seen"; readonly boundBytes: number }
  | { readonly kind: "missing" }
  | { readonly kind: "exploratory" };

export interface Growth {
  readonly arm: Arm;
  /** Bytes an operation, from the end of the warm-up; null where nothing valid was measured. */
  readonly slope: Slope | null;
  /** In the first and the second half of the readings that count: growth that ends is no leak. */
  readonly halves: { readonly first: Slope; readonly second: Slope } | null;
  /** Bytes from the end of the warm-up to the last reading; null likewise. */
  readonly total: Slope | null;
  readonly verdict: GrowthVerdict;
  /** Of one process, after the warm-up. */
  readonly operations: number;
  readonly validRounds: number;
  readonly plannedRounds: number;
  readonly failures: readonly string[];
}

/** Fewest rounds with which the smallest one-sided p, 2^−n, can be rejected first in the family. */
export function growthRoundsNeeded(familySize: number): number {
  return Math.ceil(Math.log2(familySize / familyWiseError));
}

export function growths(file: MemoryFile): Growth[] {
  const { exploratory, familySize } = file.plan;
  const arms = [...readingsByArm(file).values()].filter(({ planned }) => planned.work.mode === "growth");
  const slopes = arms.map((arm) => slopesOf(arm, (readings) => readings));
  const isJudged = arms.map(
    ({ processes, plannedRounds }) => !exploratory && !lacksTooMany(processes.length, plannedRounds),
  );
  // One-sided: memory that falls is given back late, and is no answer to whether it grows.
  const pValues = slopes.map((values, index) => (isJudged[index] ? signedRankUpperPValue(values) : 1));
  const adjusted = holmAdjusted(pValues, Math.max(familySize, pValues.length));
  const allHalves = arms.map((arm) => halvesOf(arm, exploratory));
  const controlOf = ({ planned: { arm } }: ArmReadings) => {
    const index = arms.findIndex(({ planned: other }) => isControlOf(other.arm, arm));
    return index < 0 ? null : (allHalves[index]?.second ?? null);
  };
  return arms.map((arm, index) => {
    const slope = slopeOver(slopes[index]!, exploratory);
    const halves = allHalves[index]!;
    const total = slopeOver(totalsOf(arm), exploratory);
    return {
      arm: arm.planned.arm,
      slope,
      halves,
      total,
      verdict: isJudged[index]
        ? verdictOn({ slope, halves, total, control: controlOf(arm) }, adjusted[index]!)
        : { kind: exploratory ? "exploratory" : "missing" },
      operations: operationsOf(arm),
      validRounds: arm.processes.length,
      plannedRounds: arm.plannedRounds,
      failures: arm.failures,
    };
  });
}

/** What the same process does without a TLS client: an empty operation, or a request without TLS. */
const controls = { create: "empty", request: "plain-http" } as const;

function isControlOf(other: Arm, arm: Arm): boolean {
  return (
    other.runtime === arm.runtime && other.client === controls[arm.scenario] && other.client !== arm.client
  );
}

interface Seen {
  readonly slope: Slope | null;
  readonly halves: Growth["halves"];
  readonly total: Slope | null;
  readonly control: Slope | null;
}

/**
 * V8's semi-space, of which the young generation has up to three: `--max-semi-space-size`, 16 MiB on 64-bit systems
 * (https://v8.dev/blog/trash-talk). Node's undici "grew" by 2 kB a request over 144 requests, and by nothing over 6,500.
 */
const semiSpaceBytes = 16 * 1024 ** 2;

/** Within this factor two paces are one: slopes of four readings are not sharper. */
const steadyFactor = 2;

/** Those that go on: a longer run would tell, and a heap may do all three by itself. */
const ongoing: readonly GrowthVerdict["kind"][] = ["grows", "slows", "speeds-up"];

function verdictOn({ slope, halves, total, control }: Seen, adjustedPValue: number): GrowthVerdict {
  if (!slope?.interval) return { kind: "missing" };
  if (adjustedPValue <= familyWiseError) {
    const kind = paceOf(halves, control);
    // Not the slope × the operations: of one large piece that is more, or less, by where it came.
    const isOfHeap = total !== null && total.value < semiSpaceBytes;
    return { kind: isOfHeap && ongoing.includes(kind) ? "too-little" : kind };
  }
  if (slope.interval.low > 0) return { kind: "open" };
  return { kind: "none-seen", boundBytes: Math.max(0, slope.interval.high) };
}

function paceOf(
  halves: Growth["halves"],
  control: Slope | null,
): "grows" | "settles" | "slows" | "speeds-up" | "as-control" {
  if (!halves?.second.interval || halves.second.interval.low <= 0) return "settles";
  const { first, second } = halves;
  if (first.value <= 0 || second.value > steadyFactor * first.value) return "speeds-up";
  const controlHigh = control?.interval?.high ?? Number.NEGATIVE_INFINITY;
  if (second.interval!.low <= controlHigh) return "as-control";
  return second.value * steadyFactor < first.value ? "slows" : "grows";
}

type Readings = ReturnType<typeof countedReadings>;

/** One a process. */
function slopesOf({ planned, processes }: ArmReadings, part: (readings: Readings) => Readings): number[] {
  return processes.map(({ measurement }) =>
    processSlope(part(countedReadings(planned, measurement)), "rssBytes"),
  );
}

function totalsOf({ planned, processes }: ArmReadings): number[] {
  return processes.map(({ measurement }) => {
    const readings = countedReadings(planned, measurement);
    return readings.at(-1)!.rssBytes - readings[0]!.rssBytes;
  });
}

function halvesOf(arm: ArmReadings, exploratory: boolean): Growth["halves"] {
  // The reading in the middle ends the one and begins the other.
  const middle = (readings: Readings) => Math.floor(readings.length / 2);
  const first = slopeOver(
    slopesOf(arm, (all) => all.slice(0, middle(all) + 1)),
    exploratory,
  );
  const second = slopeOver(
    slopesOf(arm, (all) => all.slice(middle(all))),
    exploratory,
  );
  return first && second ? { first, second } : null;
}

function operationsOf({ planned: { work } }: ArmReadings): number {
  return work.mode === "growth" ? (work.batches - work.warmupBatches) * work.operationsPerBatch : 0;
}
