/** From the records of a run to its results. */
import { summariseArm } from "./arm-result.ts";
import { type ByArm, countedObservations, observationsOf } from "./counted-observations.ts";
import { type Context, comparedContexts } from "./model.ts";
import { outliersOf } from "./outliers.ts";
import { type Comparison, comparePair } from "./pair.ts";
import type { PlannedCase, Run } from "./records.ts";
import type { ArmResult, CaseResult, PairResult, RunResults } from "./results.ts";
import { driftsOf } from "./stationarity.ts";
import { median } from "./statistics/quantile.ts";
import { halfLogWidth } from "./statistics/sample-interval.ts";
import { timeSpent } from "./time-spent.ts";
import { giveVerdicts } from "./verdicts.ts";

export function analyseRun(run: Run): RunResults {
  const { plan } = run;
  const byArm = countedObservations(run);
  const compared = plan.cases.flatMap((planned) =>
    compareCase(planned, byArm, plan).map((comparison) => ({ planned, comparison })),
  );
  const verdicts = giveVerdicts(
    compared.map(({ comparison }) => comparison),
    { size: plan.familySize, exploratory: plan.exploratory },
  );
  const cases = plan.cases.map((planned) => {
    const pairs = verdicts.filter((_, index) => compared[index]!.planned === planned);
    return summariseCase(planned, byArm, pairs, plan.rounds);
  });
  const drifts = plan.exploratory ? null : driftsOf(cases);
  const controlled = cases.map((one) => ({
    ...one,
    leftOut: one.leftOut ?? movedByVariable(one, cases),
    drifts: drifts?.get(one.id) ?? [],
  }));
  return {
    cases: controlled,
    timeSpent: timeSpent(run),
    familySize: plan.familySize,
    rounds: plan.rounds,
    exploratory: plan.exploratory,
    bundleHalfWidth: bundleHalfWidth(cases),
  };
}

type ContextComparison = Comparison & Pick<PairResult, "numerator" | "denominator">;

function compareCase(planned: PlannedCase, byArm: ByArm, plan: Run["plan"]): ContextComparison[] {
  const fresh = planned.arms.find(({ context }) => context === "fresh");
  // Builds are compared with each other: see compare-builds.ts.
  if (!fresh || fresh.build !== undefined || planned.excluded !== null) return [];
  return planned.arms
    .filter(({ context }) => comparedContexts.includes(context))
    .map((arm) => ({
      numerator: "fresh",
      denominator: arm.context,
      ...comparePair({
        first: observationsOf(fresh, byArm),
        second: observationsOf(arm, byArm),
        plannedPairs: plan.rounds,
        exploratory: plan.exploratory,
      }),
    }));
}

function summariseCase(
  planned: PlannedCase,
  byArm: ByArm,
  pairs: readonly PairResult[],
  plannedRounds: number,
): CaseResult {
  const { of, excluded } = planned;
  const measured = planned.arms.map((arm): ArmResult => {
    if (excluded !== null) return { state: "failed", arm, plannedRounds, reason: excluded };
    return summariseArm(arm, observationsOf(arm, byArm), plannedRounds);
  });
  const unsupported = planned.unsupported.map(
    ({ context, reason }): ArmResult => ({ state: "unsupported", arm: { ...of, context }, reason }),
  );
  return {
    id: planned.id,
    of,
    arms: [...measured, ...unsupported],
    pairs,
    warmupOperations: planned.warmupOperations,
    timedOperations: planned.timedOperations,
    leftOut: null,
    outliers: measured.flatMap((arm) => (arm.state === "measured" ? outliersOf(arm) : [])),
    drifts: [],
  };
}

/** A move of a `default` request by less than this share of it moves no digit that a table shows. */
const leastShareMoved = 0.01;

/**
 * A request with the default roots reaches the fixture only in a process whose roots hold the fixture's CA as well.
 * Where the `extra-ca` control shows that this alone changes the cost, and by enough to be seen in a request, the case
 * says nothing of the default roots. A client that builds its context late cannot show it: there a verdict on any client
 * of the runtime counts.
 */
export function movedByVariable(request: CaseResult, cases: readonly CaseResult[]): string | null {
  const { of } = request;
  if (of.trust !== "default" || of.scenario !== "request") return null;
  const requestNs = latencyOf(request, "fresh");
  for (const control of cases.filter((one) => one.of.runtime === of.runtime)) {
    if (!isMoved(control, of.client)) continue;
    const movedNs = Math.abs(latencyOf(control, "fresh") - latencyOf(control, "extra-ca"));
    if (movedNs < leastShareMoved * requestNs) continue;
    return `the variable that adds the fixture's CA changes the cost of ${control.of.client}'s default roots`;
  }
  return null;
}

/** For the client's own control its interval is enough. */
function isMoved(control: CaseResult, client: string): boolean {
  const pair = pairOf(control, "extra-ca");
  if (!pair?.interval) return false;
  if (pair.verdict.kind === "differs") return true;
  const { low, high } = pair.interval;
  return control.of.client === client && (low > 1 || high < 1);
}

function latencyOf({ arms }: CaseResult, context: Context): number {
  const found = arms.find(({ arm }) => arm.context === context);
  return found?.state === "measured" ? found.latencyNs : 0;
}

export function pairOf({ pairs }: CaseResult, denominator: Context): PairResult | undefined {
  return pairs.find((pair) => pair.denominator === denominator);
}

/** How sharp the run is: the half-width of log(ratio)'s interval, over the `bundle` cases, fresh ÷ shared. */
function bundleHalfWidth(cases: readonly CaseResult[]): number | null {
  const widths = cases
    .filter(({ of }) => of.trust === "bundle")
    .map((one) => pairOf(one, "shared")?.interval)
    .filter((interval) => interval != null)
    .map(halfLogWidth);
  return widths.length === 0 ? null : Math.expm1(median(widths));
}
