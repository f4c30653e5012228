/** What a live client holds, with a context of its own and with a shared one. */
import type { RuntimeName, Trust } from "../model.ts";
import { median } from "../statistics/quantile.ts";
import { type ArmReadings, countedReadings, readingsByArm } from "./arm-readings.ts";
import type { MemoryFile, MemoryReading } from "./memory-records.ts";
import { processSlope, type Slope, slopeOver } from "./slope.ts";

export interface HeldArm {
  /** RSS, bytes a client. */
  readonly slope: Slope;
  /** The same by what the runtime says that JavaScript holds. */
  readonly heapSlope: Slope;
  /** RSS, bytes a client, from none to the most that were alive: where it is far from the slope, there is no line. */
  readonly overall: number;
  /** Of what the clients held, the share that RSS fell by when they were closed; null where they held nothing. */
  readonly givenBack: number | null;
  readonly validRounds: number;
}

export interface HeldClient {
  readonly runtime: RuntimeName;
  readonly client: string;
  readonly trust: Trust;
  /** Null where nothing valid was measured, or the arm is not in the plan. */
  readonly fresh: HeldArm | null;
  readonly shared: HeldArm | null;
  /** Fresh − shared in the same round: what a context of its own holds. Null without a round that has both. */
  readonly ownContext: Slope | null;
  readonly plannedRounds: number;
  readonly failures: readonly string[];
}

export function heldClients(file: MemoryFile): HeldClient[] {
  const arms = [...readingsByArm(file).values()].filter(({ planned }) => planned.work.mode === "hold");
  const groups = new Map<string, ArmReadings[]>();
  for (const one of arms) {
    const { runtime, client, trust } = one.planned.arm;
    const key = `${runtime}/${client}/${trust}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((members) => heldClient(members, file.plan.exploratory));
}

/** The same client with the same CAs, held; undefined where it was not. */
export function heldClientOf(
  held: readonly HeldClient[],
  { runtime, client, trust }: Pick<HeldClient, "runtime" | "client" | "trust">,
): HeldClient | undefined {
  return held.find((one) => one.runtime === runtime && one.client === client && one.trust === trust);
}

/** Further apart than this, a slope is not what a client holds. */
const bentFactor = 1.5;

/** Each further client holds as much as those before: false where the slope is told from 0 and `overall` is far from it. */
export function isLine({ slope, overall }: HeldArm): boolean {
  if (!slope.interval || slope.interval.low <= 0) return true;
  return overall < bentFactor * slope.value && overall * bentFactor > slope.value;
}

/** The difference of two slopes says what a context holds only where both are lines. */
export function hasLines({ fresh, shared }: HeldClient): boolean {
  return [fresh, shared].every((arm) => arm === null || isLine(arm));
}

function heldClient(members: readonly ArmReadings[], exploratory: boolean): HeldClient {
  const of = (context: string) => members.find(({ planned }) => planned.arm.context === context);
  const [fresh, shared] = [of("fresh"), of("shared")];
  const { runtime, client, trust } = members[0]!.planned.arm;
  return {
    runtime,
    client,
    trust,
    fresh: heldArm(fresh, exploratory),
    shared: heldArm(shared, exploratory),
    ownContext: slopeOver(differences(fresh, shared), exploratory),
    plannedRounds: members[0]!.plannedRounds,
    failures: [...new Set(members.flatMap(({ failures }) => failures))],
  };
}

function heldArm(arm: ArmReadings | undefined, exploratory: boolean): HeldArm | null {
  if (!arm || arm.processes.length === 0) return null;
  const measured = arm.processes.map(({ measurement }) => measurement);
  const slopes = (of: "rssBytes" | "heapBytes") =>
    slopeOver(
      measured.map((one) => processSlope(countedReadings(arm.planned, one), of)),
      exploratory,
    )!;
  const shares = measured.flatMap(({ readings, closing }) => {
    if (!closing) return [];
    const held = closing.before.rssBytes - readings[0]!.rssBytes;
    return held > 0 ? [(closing.before.rssBytes - closing.after.rssBytes) / held] : [];
  });
  return {
    slope: slopes("rssBytes"),
    heapSlope: slopes("heapBytes"),
    overall: median(measured.map(({ readings }) => overallOf(readings))),
    givenBack: shares.length === 0 ? null : median(shares),
    validRounds: measured.length,
  };
}

function overallOf(readings: readonly MemoryReading[]): number {
  const [first, last] = [readings[0]!, readings.at(-1)!];
  return (last.rssBytes - first.rssBytes) / (last.count - first.count);
}

function differences(fresh: ArmReadings | undefined, shared: ArmReadings | undefined): number[] {
  if (!fresh || !shared) return [];
  const slopes = slopesByRound(shared);
  return [...slopesByRound(fresh)].flatMap(([round, slope]) =>
    slopes.has(round) ? [slope - slopes.get(round)!] : [],
  );
}

function slopesByRound({ planned, processes }: ArmReadings): Map<number, number> {
  return new Map(
    processes.map(({ round, measurement }) => [
      round,
      processSlope(countedReadings(planned, measurement), "rssBytes"),
    ]),
  );
}
