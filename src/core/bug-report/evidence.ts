/** What of a run stands behind a finding: the arms with their times, and of a regression how the newest version does. */
import { summariseArm } from "../arm-result.ts";
import { countedObservations, observationsOf } from "../counted-observations.ts";
import type { Finding } from "../findings/finding.ts";
import { type Arm, type Build, buildName, caseId } from "../model.ts";
import { type Comparison, comparePair } from "../pair.ts";
import type { Run } from "../records.ts";
import type { CaseResult, Estimate, MeasuredArm, RunResults } from "../results.ts";
import { byVersion } from "../versions/version-order.ts";

export interface Evidence {
  /** As the table calls them, with what was measured. */
  readonly arms: readonly { readonly name: string; readonly arm: MeasuredArm }[];
  /** Of the claim's ratio; null where it has none. */
  readonly cpuRatio: Comparison["cpuRatio"];
  readonly newest: Newest | null;
}

/** The newest version of the run, where that is newer than the one that is accused. */
export interface Newest {
  /** Its build's name. */
  readonly build: string;
  /** Against the earlier build of the finding, and against the accused one. */
  readonly overBase: MeasuredPair;
  readonly overHead: MeasuredPair;
}

export interface MeasuredPair {
  readonly interval: Estimate;
  readonly cpuRatio: Comparison["cpuRatio"];
  readonly n: number;
}

/** Of a run that has one build of the runtime; beside the case's arms the same with one CA, where the claim is about CAs. */
export function evidenceOfCase({ kind, of, contexts }: Finding, { cases }: RunResults): Evidence {
  const result = cases.find(({ id }) => id === caseId(of));
  const isOfCas = kind === "sharing-saves-nothing" || kind === "roots-parsed-again";
  const oneCa = isOfCas ? cases.find(({ id }) => id === caseId({ ...of, trust: "private-ca" })) : undefined;
  const own = contexts.flatMap((context) => armOf(result, context, isOfCas ? `${of.trust}, ` : ""));
  const pair = result?.pairs.find(({ denominator }) => denominator === contexts[1]);
  return {
    arms: [...own, ...armOf(oneCa, "fresh", "private-ca, ")],
    cpuRatio: pair?.cpuRatio ?? null,
    newest: null,
  };
}

function armOf(result: CaseResult | undefined, context: string, before: string): Evidence["arms"] {
  const arm = result?.arms.find((one) => one.state === "measured" && one.arm.context === context);
  return arm?.state === "measured" ? [{ name: `${before}${context}`, arm }] : [];
}

/** Of a run that compares builds. Throws for a finding of one build. */
export function evidenceOfRegression({ of, contexts, builds }: Finding, run: Run): Evidence {
  if (!builds) throw new Error(`evidence of ${caseId(of)}: expected a regression between two builds`);
  const { plan, header } = run;
  const planned = plan.cases.find(({ id }) => id === caseId(of));
  const byArm = countedObservations(run);
  const armOfBuild = (name: string): Arm | undefined =>
    planned?.arms.find((arm) => arm.context === contexts[0] && buildName(arm) === name);
  const observed = (name: string) => {
    const arm = armOfBuild(name);
    return arm ? observationsOf(arm, byArm) : [];
  };
  const compared = (head: string, base: string) =>
    comparePair({
      first: observed(head),
      second: observed(base),
      plannedPairs: plan.rounds,
      exploratory: plan.exploratory,
    });
  const newestName = newestAfter(builds, header.runtimes);
  const newest = newestName === null ? null : newestOf(newestName, builds, compared);
  const names = [builds.base, builds.head, ...(newest ? [newest.build] : [])];
  const arms = names.flatMap((name) => {
    const arm = armOfBuild(name);
    const result = arm && summariseArm(arm, observed(name), plan.rounds);
    return result?.state === "measured" ? [{ name, arm: result }] : [];
  });
  return { arms, cpuRatio: compared(builds.head, builds.base).cpuRatio, newest };
}

/** Null where no version of the runtime in the run is newer than the accused one, or the accused one is not the newer. */
function newestAfter(
  { base, head }: NonNullable<Finding["builds"]>,
  runtimes: readonly (Build & { version: string })[],
): string | null {
  const [earlier, accused] = [base, head].map((name) => runtimes.find((one) => buildName(one) === name));
  if (!earlier || !accused || byVersion(earlier.version, accused.version) > 0) return null;
  const newer = runtimes.filter(
    (one) => one.runtime === accused.runtime && byVersion(one.version, accused.version) > 0,
  );
  const newest = newer.toSorted((a, b) => byVersion(a.version, b.version)).at(-1);
  return newest ? buildName(newest) : null;
}

function newestOf(
  build: string,
  { base, head }: NonNullable<Finding["builds"]>,
  compared: (head: string, base: string) => Comparison,
): Newest | null {
  const [overBase, overHead] = [base, head].map((other) => {
    const { interval, cpuRatio, validPairs } = compared(build, other);
    return interval && { interval, cpuRatio, n: validPairs };
  });
  return overBase && overHead ? { build, overBase, overHead } : null;
}
