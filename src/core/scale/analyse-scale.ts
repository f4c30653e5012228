/** From a scale study's file to what its page shows. */
import type { Case, Context } from "../model.ts";
import { type ArmReadings, armReadings, type Growth, growthOf } from "./growth.ts";
import { type GrowthVerdict, growthVerdict } from "./growth-verdict.ts";
import { type RootCheck, rootChecks } from "./root-check.ts";
import { type ScaleCase, type ScaleFile, scaleArmId, scaleContexts } from "./scale-records.ts";

export interface CaseGrowth {
  readonly id: string;
  readonly of: Case;
  readonly growths: readonly Growth[];
  /** Contexts without a line, each with why. */
  readonly missing: readonly { readonly context: Context; readonly reason: string }[];
  /** Null in an exploratory study, and where too many rounds have no line. */
  readonly verdict: GrowthVerdict | null;
  /** Whether construction and connection can be told apart: the client has a `create`. */
  readonly hasCreate: boolean;
  /** Arms of which readings failed, with the first reason; `reason` is a stranger's text. */
  readonly failures: readonly { readonly id: string; readonly count: number; readonly reason: string }[];
}

export interface ScaleResults {
  readonly cases: readonly CaseGrowth[];
  readonly rootChecks: readonly RootCheck[];
}

/** Where fewer of the planned rounds have a line, no word is given: as for the verdicts of a run. */
const leastRoundsShare = 0.9;

export function analyseScale({ plan, readings }: ScaleFile): ScaleResults {
  const byId = Map.groupBy(readings, ({ id }) => id);
  const arms = new Map(
    plan.cases.map((one) => [
      one.id,
      one.arms.map((arm) => armReadings(arm, byId.get(scaleArmId(arm)) ?? [])),
    ]),
  );
  const growths = new Map(plan.cases.map((one) => [one.id, growthsOf(arms.get(one.id)!, plan.rounds)]));
  const cases = plan.cases.map((one): CaseGrowth => {
    const own = growths.get(one.id)!;
    const construction = constructionOf(plan.cases, one, growths);
    return {
      id: one.id,
      of: one.of,
      growths: own,
      missing: missingContexts(one, own),
      verdict: plan.exploratory ? null : verdictOf(own, construction),
      hasCreate: one.of.scenario === "create" || construction !== null,
      failures: one.arms.flatMap((arm) => failuresOf(scaleArmId(arm), byId)),
    };
  });
  return { cases, rootChecks: [...arms.values()].flatMap(rootChecks) };
}

function growthsOf(arms: readonly ArmReadings[], rounds: number): Growth[] {
  return scaleContexts.flatMap((context) => {
    const own = arms.filter(({ arm }) => arm.context === context && arm.caSet === "synthetic");
    const growth = growthOf(own, rounds);
    return growth ? [growth] : [];
  });
}

/** `fresh` of the same client's `create`, for a request. */
function constructionOf(
  cases: readonly ScaleCase[],
  { of }: ScaleCase,
  growths: ReadonlyMap<string, readonly Growth[]>,
): Growth | null {
  if (of.scenario === "create") return null;
  const create = cases.find(
    (one) => one.of.runtime === of.runtime && one.of.client === of.client && one.of.scenario === "create",
  );
  return (create && growthIn(growths.get(create.id)!, "fresh")) ?? null;
}

export function growthIn(growths: readonly Growth[], context: Context): Growth | undefined {
  return growths.find((one) => one.context === context);
}

/** The line of the shared context, or of the shared options where there is no context to share. */
export function sharedGrowth(growths: readonly Growth[]): Growth | null {
  return growthIn(growths, "shared") ?? growthIn(growths, "shared-options") ?? null;
}

function verdictOf(growths: readonly Growth[], construction: Growth | null): GrowthVerdict | null {
  const fresh = growthIn(growths, "fresh");
  const used = [...growths, ...(construction ? [construction] : [])];
  const isThin = used.some(({ lines, plannedRounds }) => lines.length < leastRoundsShare * plannedRounds);
  if (!fresh || isThin) return null;
  const distinct = growthIn(growths, "distinct") ?? null;
  return growthVerdict({ fresh, distinct, shared: sharedGrowth(growths), construction });
}

function missingContexts(
  { arms, unsupported }: ScaleCase,
  growths: readonly Growth[],
): CaseGrowth["missing"] {
  const planned = new Set(arms.map(({ context }) => context));
  const without = [...planned].filter((context) => !growthIn(growths, context));
  return [...unsupported, ...without.map((context) => ({ context, reason: "no round has every point" }))];
}

function failuresOf(id: string, byId: ReadonlyMap<string, ScaleFile["readings"]>): CaseGrowth["failures"] {
  const failed = (byId.get(id) ?? []).filter((one) => one.status === "failed");
  return failed.length === 0 ? [] : [{ id, count: failed.length, reason: failed[0]!.reason }];
}
