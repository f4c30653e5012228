/**
 * What a stored run says of one case, as a finding: a claim is made only where the interval supports it, and by enough
 * that it matters; those bounds are far beyond chance, so that no family of cases has to be corrected for. Each throws
 * an UnsupportedClaim, with the figures, where it does not.
 */
import { meanCpuNs, processMedianNs } from "../arm-result.ts";
import { countedObservations, observationsOf } from "../counted-observations.ts";
import { caseId } from "../model.ts";
import type { Run, ValidObservation } from "../records.ts";
import type { CaseResult, Estimate, PairResult, RunResults } from "../results.ts";
import {
  estimateOfPositive,
  estimateOverRounds,
  type RoundsEstimate,
} from "../statistics/rounds-estimate.ts";
import { type Finding, type FindingKind, strengthOf, UndecidedClaim, UnsupportedClaim } from "./finding.ts";
import { isBaseOf, layerOfPackage } from "./layer.ts";

/** Kinds that the run of one build of each runtime can show. */
export const caseKinds: readonly FindingKind[] = [
  "sharing-saves-nothing",
  "shared-slower",
  "roots-parsed-again",
  "wall-above-cpu",
];

/** Below it there is nothing much to be saved: CAs that cost a fifth of a request. */
const leastWork = 1.2;
/** A shared arm that is slower by less is nobody's trouble: an Agent with one more option takes half a microsecond longer. */
const leastSlowDown = 1.05;
const leastSlowDownNs = 20e3;
/** A wait that nobody would take for a slow computation. */
const expectedWaitNs = 5e6;

export interface CaseSource {
  readonly run: Run;
  readonly results: RunResults;
  readonly result: CaseResult;
}

export function claimOfCase(kind: FindingKind, source: CaseSource): Finding {
  const finding = claimAlone(kind, source);
  if (finding.layer !== "runtime") return finding;
  return { ...finding, layer: layerOfPackage(finding.of, () => isInBase(kind, source)) };
}

/** Null where what the client stands on, or what that is compared with, was not measured often enough to tell. */
function isInBase(kind: FindingKind, source: CaseSource): boolean | null {
  const result = source.results.cases.find(({ of }) => isBaseOf(of, source.result.of));
  if (!result) return null;
  try {
    claimAlone(kind, { ...source, result });
    return true;
  } catch (error) {
    if (error instanceof UndecidedClaim) return null;
    if (error instanceof UnsupportedClaim) return false;
    throw error;
  }
}

function claimAlone(kind: FindingKind, source: CaseSource): Finding {
  switch (kind) {
    case "sharing-saves-nothing":
      return sharingSavesNothing(source);
    case "shared-slower":
      return sharedSlower(source);
    case "roots-parsed-again":
      return rootsParsedAgain(source);
    case "wall-above-cpu":
      return wallAboveCpu(source);
    default:
      throw new Error(`claim ${kind} of ${source.result.id}: a run of one build cannot show it`);
  }
}

/** Expected is what the CAs cost: as many times one CA's request as the same rounds say. */
function sharingSavesNothing(source: CaseSource): Finding {
  const { result } = source;
  // A client certificate costs what sharing cannot save: the signature in each handshake.
  if (result.of.trust !== "bundle") {
    throw new UnsupportedClaim(
      `claim that sharing saves nothing in ${result.id}: its trust is not bundle, whose CAs alone are the work`,
    );
  }
  const pair = sharedPair(result);
  const { low } = overRounds(source, "private-ca").estimate;
  if (low < leastWork) {
    throw new UnsupportedClaim(
      `claim that sharing saves nothing in ${result.id}: ${result.of.trust} costs ${low.toFixed(2)} times private-ca at least, expected ${leastWork} or more: there is nothing to be saved`,
    );
  }
  // Half of what there is to be saved, in logarithms: a saving above that is one.
  const most = Math.sqrt(low);
  if (pair.interval.high >= most) {
    throw new UnsupportedClaim(
      `claim that sharing saves nothing in ${result.id}: fresh ÷ shared is ${pair.interval.value.toFixed(2)} [${pair.interval.low.toFixed(2)}, ${pair.interval.high.toFixed(2)}], expected below ${most.toFixed(2)}: sharing saves what it should; that fresh costs more is how it is meant, and no finding`,
    );
  }
  return ratioFinding("sharing-saves-nothing", source, { ...pair, expected: low });
}

function sharedSlower(source: CaseSource): Finding {
  const { result } = source;
  const pair = sharedPair(result);
  const { low, value, high } = pair.interval;
  const lostNs = (1 / high - 1) * latencyOf(result, "fresh");
  if (pair.verdict.kind !== "differs" || high > 1 / leastSlowDown || lostNs < leastSlowDownNs) {
    throw new UnsupportedClaim(
      `claim that shared is slower in ${result.id}: fresh ÷ shared is ${value.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}], expected below ${(1 / leastSlowDown).toFixed(2)} by the test over the whole run, and ${leastSlowDownNs / 1000} µs or more; that fresh costs more is how it is meant, and no finding`,
    );
  }
  return ratioFinding("shared-slower", source, { ...pair, expected: 1 });
}

function latencyOf({ arms }: CaseResult, context: "fresh"): number {
  const arm = arms.find((one) => one.arm.context === context);
  return arm?.state === "measured" ? arm.latencyNs : 0;
}

function rootsParsedAgain(source: CaseSource): Finding {
  const { result } = source;
  const isDefault = result.of.trust === "default" && result.leftOut === null;
  const compared = isDefault ? overRounds(source, "private-ca") : null;
  if (!compared || compared.estimate.low < leastWork) {
    throw new UnsupportedClaim(
      `claim that built-in roots are parsed again in ${result.id}: ${compared ? `default costs ${compared.estimate.low.toFixed(2)} times private-ca at least` : "its trust is not default, or its roots load in another way here"}, expected default and ${leastWork} or more`,
    );
  }
  const { estimate, n } = compared;
  const claim = { measure: "ratio", of: "default ÷ private-ca", estimate, expected: 1 } as const;
  return finding("roots-parsed-again", source, { claim, contexts: ["fresh"], n });
}

/** Median operation less the mean CPU time of the same process, a value a round. */
function wallAboveCpu(source: CaseSource): Finding {
  const waits = freshOf(source.run, source.result).map(
    ({ measurement }) => processMedianNs(measurement) - meanCpuNs(measurement),
  );
  const estimate = withInterval(waits, estimateOverRounds, source.result.id);
  if (estimate.low <= expectedWaitNs) {
    throw new UnsupportedClaim(
      `claim that ${source.result.id} waits: wall less CPU is ${(estimate.low / 1e6).toFixed(2).replace("-", "−")} ms at least, expected more than ${expectedWaitNs / 1e6} ms`,
    );
  }
  const claim = { measure: "ns", of: "wall − CPU", estimate, expected: expectedWaitNs } as const;
  const layer = estimate.low > 35e6 && estimate.high < 50e6 ? "kernel" : "runtime";
  return finding("wall-above-cpu", source, { claim, contexts: ["fresh"], n: waits.length, layer });
}

type JudgedWithInterval = PairResult & { readonly interval: Estimate };

function sharedPair(result: CaseResult): JudgedWithInterval {
  const pair = result.pairs.find(({ denominator }) => denominator === "shared");
  if (!pair?.interval) {
    throw new UndecidedClaim(
      `claim of ${result.id}: it has no ratio with an interval, expected fresh and shared in six rounds or more`,
    );
  }
  return pair as JudgedWithInterval;
}

function ratioFinding(
  kind: FindingKind,
  source: CaseSource,
  pair: JudgedWithInterval & { readonly expected: number },
): Finding {
  const { interval: estimate, expected, validPairs } = pair;
  const claim = { measure: "ratio", of: "fresh ÷ shared", estimate, expected } as const;
  return finding(kind, source, { claim, contexts: ["fresh", "shared"], n: validPairs });
}

function finding(
  kind: FindingKind,
  { result }: CaseSource,
  rest: Pick<Finding, "claim" | "contexts" | "n"> & Partial<Finding>,
): Finding {
  const strength = strengthOf(rest.claim);
  return { kind, of: result.of, builds: null, layer: "runtime", strength, alsoIn: [], ...rest };
}

/** This case ÷ the same with another trust, of the same rounds, both fresh. */
function overRounds({ run, results, result }: CaseSource, trust: "private-ca") {
  const otherId = caseId({ ...result.of, trust });
  const other = results.cases.find(({ id }) => id === otherId);
  const others = other ? freshOf(run, other) : [];
  if (others.length === 0) {
    throw new UndecidedClaim(
      `claim of ${result.id}: what its cost is compared with, ${otherId}, was not measured in this run, and nothing is claimed`,
    );
  }
  const byRound = new Map(others.map((one) => [one.round, one]));
  const ratios = freshOf(run, result).flatMap((one) => {
    const its = byRound.get(one.round);
    return its ? [processMedianNs(one.measurement) / processMedianNs(its.measurement)] : [];
  });
  return { estimate: withInterval(ratios, estimateOfPositive, result.id), n: ratios.length };
}

function withInterval(
  values: readonly number[],
  estimateOf: (values: readonly number[]) => RoundsEstimate,
  id: string,
): Estimate {
  const estimate = values.length === 0 ? null : estimateOf(values);
  if (estimate?.interval) return { ...estimate.interval, value: estimate.value };
  throw new UndecidedClaim(
    `claim of ${id}: ${values.length} valid rounds, and fewer than six have no interval: nothing is claimed`,
  );
}

function freshOf(run: Run, { arms }: CaseResult): ValidObservation[] {
  const fresh = arms.find(({ arm }) => arm.context === "fresh");
  if (!fresh) return [];
  const own = observationsOf(fresh.arm, countedObservations(run));
  return own.filter((one): one is ValidObservation => one.status === "valid");
}
