/**
 * What a stored run says of one case, as a finding: what is asked for by name is claimed only where the interval
 * supports it. Each throws, with the figures, where it does not. Which cases of a run deserve a look is another
 * question; see findings/.
 */
import { meanCpuNs, processMedianNs } from "../arm-result.ts";
import { countedObservations, observationsOf } from "../counted-observations.ts";
import type { Finding, FindingKind } from "../findings/finding.ts";
import type { Growth } from "../memory/growth.ts";
import type { Run, ValidObservation } from "../records.ts";
import type { CaseResult, Estimate, PairResult, RunResults } from "../results.ts";
import {
  estimateOfPositive,
  estimateOverRounds,
  type RoundsEstimate,
} from "../statistics/rounds-estimate.ts";

/** Kinds that one build's run, or the memory study, can show. */
export const claimableKinds: readonly FindingKind[] = [
  "sharing-saves-nothing",
  "shared-slower",
  "roots-parsed-again",
  "wall-above-cpu",
  "memory-kept",
];

/** Below it there is nothing much to be saved: CAs that cost a fifth of a request. */
const leastWork = 1.2;
/** A wait that nobody would take for a slow computation. */
const expectedWaitNs = 5e6;

export interface CaseSource {
  readonly run: Run;
  readonly results: RunResults;
  readonly result: CaseResult;
}

export function claimOfCase(kind: FindingKind, source: CaseSource): Finding {
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
  const pair = sharedPair(result);
  const work = overRounds(source, "private-ca");
  const { low } = work;
  if (low < leastWork) {
    throw new Error(
      `claim that sharing saves nothing in ${result.id}: ${result.of.trust} costs ${low.toFixed(2)} times private-ca at least, expected ${leastWork} or more: there is nothing to be saved`,
    );
  }
  // Half of what there is to be saved, in logarithms: a saving above that is one.
  const most = Math.sqrt(low);
  if (pair.interval.high >= most) {
    throw new Error(
      `claim that sharing saves nothing in ${result.id}: fresh ÷ shared is ${pair.interval.value.toFixed(2)} [${pair.interval.low.toFixed(2)}, ${pair.interval.high.toFixed(2)}], expected below ${most.toFixed(2)}: sharing saves what it should; that fresh costs more is how it is meant, and no finding`,
    );
  }
  return ratioFinding("sharing-saves-nothing", source, { ...pair, expected: low });
}

function sharedSlower(source: CaseSource): Finding {
  const { result } = source;
  const pair = sharedPair(result);
  if (pair.verdict.kind !== "differs" || pair.interval.high >= 1) {
    throw new Error(
      `claim that shared is slower in ${result.id}: fresh ÷ shared is ${pair.interval.value.toFixed(2)} [${pair.interval.low.toFixed(2)}, ${pair.interval.high.toFixed(2)}], expected below 1 by the test over the whole run; that fresh costs more is how it is meant, and no finding`,
    );
  }
  return ratioFinding("shared-slower", source, { ...pair, expected: 1 });
}

function rootsParsedAgain(source: CaseSource): Finding {
  const { result } = source;
  const estimate = result.of.trust === "default" ? overRounds(source, "private-ca") : null;
  if (!estimate || estimate.low < leastWork) {
    throw new Error(
      `claim that built-in roots are parsed again in ${result.id}: ${estimate ? `default costs ${estimate.low.toFixed(2)} times private-ca at least` : "its trust is not default"}, expected default and ${leastWork} or more`,
    );
  }
  const claim = { measure: "ratio", of: "default ÷ private-ca", estimate, expected: 1 } as const;
  return finding("roots-parsed-again", source, { claim, contexts: ["fresh"], n: source.run.plan.rounds });
}

/** Median operation less the mean CPU time of the same process, a value a round. */
function wallAboveCpu(source: CaseSource): Finding {
  const waits = freshOf(source.run, source.result).map(
    ({ measurement }) => processMedianNs(measurement) - meanCpuNs(measurement),
  );
  const estimate = withInterval(waits.length === 0 ? null : estimateOverRounds(waits), source.result.id);
  if (estimate.low <= expectedWaitNs) {
    throw new Error(
      `claim that ${source.result.id} waits: wall less CPU is ${estimate.low / 1e6} ms at least, expected more than ${expectedWaitNs / 1e6} ms`,
    );
  }
  const claim = { measure: "ns", of: "wall − CPU", estimate, expected: expectedWaitNs } as const;
  const layer = estimate.low > 35e6 && estimate.high < 50e6 ? "kernel" : "runtime";
  return finding("wall-above-cpu", source, { claim, contexts: ["fresh"], n: waits.length, layer });
}

/** Of the memory study: what it says of growth that goes on, at the pace of the second half. */
export function claimOfGrowth({ arm, verdict, halves, validRounds }: Growth): Finding {
  const interval = halves?.second.interval;
  if (verdict.kind !== "grows" || !halves || !interval) {
    throw new Error(
      `claim that memory is kept in ${arm.client}: the memory study says "${verdict.kind}", expected "grows"`,
    );
  }
  const { runtime, client, trust, scenario, context } = arm;
  return {
    kind: "memory-kept",
    of: { runtime, client, trust, scenario },
    contexts: [context],
    builds: null,
    claim: {
      measure: "bytes",
      of: "RSS ÷ closed client",
      estimate: { ...interval, value: halves.second.value },
      expected: 0,
    },
    layer: "runtime",
    n: validRounds,
    strength: 1,
  };
}

type JudgedWithInterval = PairResult & { readonly interval: Estimate };

function sharedPair(result: CaseResult): JudgedWithInterval {
  const pair = result.pairs.find(({ denominator }) => denominator === "shared");
  if (!pair?.interval) {
    throw new Error(
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
  return { kind, of: result.of, builds: null, layer: "runtime", strength: 1, ...rest };
}

/** This case ÷ the same with another trust, of the same rounds, both fresh. */
function overRounds({ run, results, result }: CaseSource, trust: "private-ca"): Estimate {
  const other = results.cases.find(
    ({ of }) =>
      of.runtime === result.of.runtime &&
      of.client === result.of.client &&
      of.scenario === result.of.scenario &&
      of.trust === trust,
  );
  const byRound = new Map((other ? freshOf(run, other) : []).map((one) => [one.round, one]));
  const ratios = freshOf(run, result).flatMap((one) => {
    const its = byRound.get(one.round);
    return its ? [processMedianNs(one.measurement) / processMedianNs(its.measurement)] : [];
  });
  return withInterval(ratios.length === 0 ? null : estimateOfPositive(ratios), result.id);
}

function withInterval(estimate: RoundsEstimate | null, id: string): Estimate {
  if (estimate?.interval) return { ...estimate.interval, value: estimate.value };
  throw new Error(`claim of ${id}: fewer than six valid rounds have no interval, and nothing is claimed`);
}

function freshOf(run: Run, { arms }: CaseResult): ValidObservation[] {
  const fresh = arms.find(({ arm }) => arm.context === "fresh");
  if (!fresh) return [];
  const own = observationsOf(fresh.arm, countedObservations(run));
  return own.filter((one): one is ValidObservation => one.status === "valid");
}
