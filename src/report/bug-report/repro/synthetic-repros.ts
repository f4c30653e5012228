/** For tests: every script there is, of each finding that the analysis can make of a client of the runtimes. */
import type { Finding, FindingKind } from "../../../core/findings/finding.ts";
import { type Case, type Context, caseId } from "../../../core/model.ts";
import { titleOf } from "../claim-sentence.ts";
import { syntheticFinding } from "../synthetic-findings.ts";
import { makeRepro, type NoRepro, type Repro } from "./make-repro.ts";

interface Made {
  readonly claim: { readonly low: number; readonly high: number; readonly expected: number };
  /** As the analysis gives them: of each one finding. */
  readonly contexts: readonly (readonly Context[])[];
}

const kinds: Readonly<Record<FindingKind, Made>> = {
  regression: { claim: { low: 1.3, high: 1.4, expected: 1 }, contexts: [["fresh"], ["shared"]] },
  "sharing-saves-nothing": {
    claim: { low: 0.98, high: 1.05, expected: 4 },
    contexts: [["fresh", "shared"]],
  },
  "roots-parsed-again": { claim: { low: 3, high: 4, expected: 1 }, contexts: [["fresh"]] },
  "shared-slower": { claim: { low: 0.8, high: 0.9, expected: 1 }, contexts: [["fresh", "shared"]] },
  "wall-above-cpu": { claim: { low: 41e6, high: 42e6, expected: 5e6 }, contexts: [["fresh"]] },
  "memory-kept": { claim: { low: 20_000, high: 26_000, expected: 0 }, contexts: [["fresh"], ["shared"]] },
};

const clients = {
  node: ["node:tls", "node:https", "undici", "undici-fetch", "node:http2"],
  bun: ["node:tls", "node:https", "undici", "fetch", "Bun.connect"],
  deno: ["node:tls", "node:https", "undici", "fetch", "Deno.connectTls"],
} as const;
/** They take no context of anybody's, so that nothing is said of one. */
const withoutContext: readonly string[] = ["fetch", "Deno.connectTls"];

export interface NamedRepro {
  readonly name: string;
  readonly finding: Finding;
  readonly repro: Repro | NoRepro;
}

export function everyRepro(): NamedRepro[] {
  return everyFinding().map((finding) => ({
    name: `${finding.kind} ${caseId(finding.of)}, ${finding.contexts.join(" and ")}`,
    finding,
    repro: makeRepro(finding, titleOf(finding)),
  }));
}

function everyFinding(): Finding[] {
  const made = Object.entries(kinds) as [FindingKind, Made][];
  return made.flatMap(([kind, { claim, contexts }]) =>
    everyCase().flatMap((of) =>
      contexts
        .filter((own) => !own.includes("shared") || !withoutContext.includes(of.client))
        .map((own) => syntheticFinding(kind, { of, claim, contexts: own })),
    ),
  );
}

function everyCase(): Case[] {
  const trusts = ["default", "private-ca", "bundle"] as const;
  const scenarios = ["create", "request"] as const;
  const runtimes = Object.entries(clients) as [keyof typeof clients, readonly string[]][];
  return runtimes.flatMap(([runtime, names]) =>
    names.flatMap((client) =>
      trusts.flatMap((trust) => scenarios.map((scenario) => ({ runtime, client, trust, scenario }))),
    ),
  );
}
