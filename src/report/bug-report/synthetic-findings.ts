/** Findings made of numbers that a test chooses. The figures are those of the published runs, rounded. */
import type { Finding, FindingKind } from "../../core/findings/finding.ts";
import type { Case, Context } from "../../core/model.ts";

interface Chosen {
  readonly of: Partial<Case>;
  readonly contexts?: readonly Context[];
  readonly claim: { readonly low: number; readonly high: number; readonly expected: number };
  readonly rest?: Partial<Finding>;
}

const measures = {
  regression: ["ratio", "head ÷ base"],
  "sharing-saves-nothing": ["ratio", "fresh ÷ shared"],
  "roots-parsed-again": ["ratio", "default ÷ private-ca"],
  "shared-slower": ["ratio", "fresh ÷ shared"],
  "wall-above-cpu": ["ns", "wall − CPU"],
  "memory-kept": ["bytes", "RSS ÷ operation"],
} as const;

/** Of Deno's node:tls request with the bundle, unless told otherwise. */
export function syntheticFinding(kind: FindingKind, { of, contexts, claim, rest }: Chosen): Finding {
  const { low, high, expected } = claim;
  const [measure, words] = measures[kind];
  const whole: Case = { runtime: "deno", client: "node:tls", trust: "bundle", scenario: "request", ...of };
  return {
    kind,
    of: whole,
    contexts: contexts ?? ["fresh", "shared"],
    builds: null,
    claim: {
      measure,
      of: words,
      estimate: { value: (low + high) / 2, low, high, confidence: 0.95 },
      expected,
    },
    layer: "runtime",
    n: 13,
    strength: 2,
    alsoIn: [],
    ...rest,
  };
}

export const sharingSavesNothing = syntheticFinding("sharing-saves-nothing", {
  of: {},
  claim: { low: 0.98, high: 1.05, expected: 4 },
});

export const connectTlsWaits = syntheticFinding("wall-above-cpu", {
  of: { client: "Deno.connectTls" },
  contexts: ["fresh"],
  claim: { low: 41e6, high: 42.5e6, expected: 1e6 },
  rest: { layer: "kernel" },
});

export const closedSocketKept = syntheticFinding("memory-kept", {
  of: { trust: "private-ca", scenario: "create" },
  contexts: ["fresh"],
  claim: { low: 21_000, high: 26_000, expected: 0 },
  rest: { n: 11 },
});
