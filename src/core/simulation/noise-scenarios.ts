/** Noise unlike what was seen: milder, and worse in each of the ways that a machine or a runtime can be worse. */
import type { ArmNoise, Noise, Outlying, Spread } from "./noise-model.ts";

export interface NoiseScenario {
  readonly name: string;
  /** In which way it differs from what was seen. */
  readonly what: string;
  /** Whether fresh − other scatters evenly about its middle: what the signed-rank test assumes. */
  readonly isSymmetric: boolean;
  readonly noise: Noise;
}

/** What has an effect on processes needs no long ones to show it. */
const operations = 20;
const noOutlying: Outlying = { share: 0, factor: 1 };

/** `seen` is the model of a run's noise. Both arms get the same, unless the scenario is that they differ. */
export function noiseScenarios(seen: Noise): NoiseScenario[] {
  const arm = seen.other;
  const even: Noise = { ...seen, operations, fresh: arm, other: arm };
  const both = (changed: ArmNoise): Noise => ({ ...even, fresh: changed, other: changed });
  const lopsided = { ...arm, process: lopsidedLike(arm.process) };
  return [
    {
      name: "quiet",
      what: "a quarter of the spread, nothing outlying",
      isSymmetric: true,
      noise: { ...both(quietLike(arm)), roundSpread: seen.roundSpread / 4 },
    },
    {
      name: "drift",
      what: "all arms drift by 20 % over the run; rounds spread three times as far",
      isSymmetric: true,
      noise: { ...even, drift: Math.log(1.2), roundSpread: 3 * seen.roundSpread },
    },
    {
      name: "outliers",
      what: "every tenth process takes half as long again, in both arms",
      isSymmetric: true,
      noise: both({ ...arm, outlyingProcesses: { share: 0.1, factor: 1.5 } }),
    },
    {
      name: "skew",
      what: "processes spread five times as far upwards as downwards, in both arms",
      isSymmetric: true,
      noise: both(lopsided),
    },
    {
      name: "drift of one arm",
      what: "fresh alone drifts by 10 % over the run; the truth is the ratio in its middle",
      isSymmetric: true,
      noise: { ...even, freshDrift: Math.log(1.1) },
    },
    {
      name: "skew of one arm",
      what: "processes of fresh alone spread five times as far upwards as downwards",
      isSymmetric: false,
      noise: { ...even, fresh: lopsided },
    },
    {
      name: "outliers of one arm",
      what: "every fifth process of fresh alone takes half as long again",
      isSymmetric: false,
      noise: { ...even, fresh: { ...arm, outlyingProcesses: { share: 0.2, factor: 1.5 } } },
    },
  ];
}

function quietLike(arm: ArmNoise): ArmNoise {
  const quarter = ({ below, above }: Spread): Spread => ({ below: below / 4, above: above / 4 });
  return {
    process: quarter(arm.process),
    outlyingProcesses: noOutlying,
    operation: quarter(arm.operation),
    operationCorrelation: arm.operationCorrelation,
    outlyingOperations: noOutlying,
  };
}

/** The shorter side as it was, the other five times as long. */
function lopsidedLike({ below, above }: Spread): Spread {
  const shorter = Math.min(below, above);
  return { below: shorter, above: 5 * shorter };
}
