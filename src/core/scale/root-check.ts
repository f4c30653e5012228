/** Whether a synthetic CA costs what a real one does: the same arm with as many of either, round by round. */
import { processMedianNs } from "../arm-result.ts";
import { estimateOfPositive, type RoundsEstimate } from "../statistics/rounds-estimate.ts";
import type { ArmReadings } from "./growth.ts";
import type { ScaleArm } from "./scale-records.ts";

export interface RootCheck {
  readonly arm: ScaleArm;
  /** Cost of a CA, beyond the cost with one alone: with real roots ÷ with as many synthetic CAs. */
  readonly perCaRatio: RoundsEstimate | null;
  /** Cost of the operation: with real roots ÷ with as many synthetic CAs. */
  readonly ratio: RoundsEstimate;
}

/** For every arm with the real roots that has its like with synthetic CAs. */
export function rootChecks(arms: readonly ArmReadings[]): RootCheck[] {
  return arms
    .filter(({ arm }) => arm.caSet === "roots")
    .flatMap((roots) => {
      const like = (caCount: number) =>
        arms.find(
          ({ arm }) =>
            arm.caSet === "synthetic" && arm.context === roots.arm.context && arm.caCount === caCount,
        );
      const [synthetic, one] = [like(roots.arm.caCount), like(1)];
      return synthetic && one ? [rootCheck(roots, synthetic, one)].filter((check) => check !== null) : [];
    });
}

function rootCheck(roots: ArmReadings, synthetic: ArmReadings, one: ArmReadings): RootCheck | null {
  const rounds = [...roots.byRound.keys()].filter(
    (round) => synthetic.byRound.has(round) && one.byRound.has(round),
  );
  if (rounds.length === 0) return null;
  const cost = ({ byRound }: ArmReadings, round: number) => processMedianNs(byRound.get(round)!);
  const beyond = (of: ArmReadings, round: number) => cost(of, round) - cost(one, round);
  const perCaRatios = rounds.map((round) => beyond(roots, round) / beyond(synthetic, round));
  return {
    arm: roots.arm,
    ratio: estimateOfPositive(rounds.map((round) => cost(roots, round) / cost(synthetic, round))),
    // Where a CA costs nothing, or next to it, a ratio of such costs is noise.
    perCaRatio: perCaRatios.every((ratio) => ratio > 0) ? estimateOfPositive(perCaRatios) : null,
  };
}
