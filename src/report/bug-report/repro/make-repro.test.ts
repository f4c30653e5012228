import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { FindingKind } from "../../../core/findings/finding.ts";
import { type Case, caseId } from "../../../core/model.ts";
import { titleOf } from "../claim-sentence.ts";
import { syntheticFinding } from "../synthetic-findings.ts";
import { absentText, makeRepro, presentText } from "./make-repro.ts";

const claims: Record<FindingKind, { low: number; high: number; expected: number }> = {
  regression: { low: 1.3, high: 1.4, expected: 1 },
  "sharing-saves-nothing": { low: 0.98, high: 1.05, expected: 4 },
  "roots-parsed-again": { low: 3, high: 4, expected: 1 },
  "shared-slower": { low: 0.8, high: 0.9, expected: 1 },
  "wall-above-cpu": { low: 41e6, high: 42e6, expected: 5e6 },
  "memory-kept": { low: 20_000, high: 26_000, expected: 0 },
};
const kinds = Object.keys(claims) as FindingKind[];

function made(kind: FindingKind, of: Case) {
  const finding = syntheticFinding(kind, { of, claim: claims[kind] });
  return makeRepro(finding, titleOf(finding));
}

const clients = {
  node: ["node:tls", "node:https", "undici", "undici-fetch", "node:http2"],
  bun: ["node:tls", "node:https", "undici", "fetch", "Bun.connect"],
  deno: ["node:tls", "node:https", "undici", "fetch", "Deno.connectTls"],
} as const;

interface Named {
  readonly name: string;
  readonly repro: ReturnType<typeof makeRepro>;
}

function everyRepro(): Named[] {
  const trusts = ["default", "private-ca", "bundle"] as const;
  const scenarios = ["create", "request"] as const;
  const runtimes = Object.entries(clients) as [keyof typeof clients, readonly string[]][];
  const cases = runtimes.flatMap(([runtime, names]) =>
    names.flatMap((client) =>
      trusts.flatMap((trust) => scenarios.map((scenario) => ({ runtime, client, trust, scenario }))),
    ),
  );
  return kinds.flatMap((kind) =>
    cases.map((of) => ({ name: `${kind} ${caseId(of)}`, repro: made(kind, of) })),
  );
}

describe("makeRepro()", () => {
  it("is short, has no key, imports built-ins only and says both answers, for whatever there is one of", () => {
    let scripts = 0;
    for (const { name, repro } of everyRepro()) {
      if ("reason" in repro) continue;
      scripts++;
      const lines = repro.text.trimEnd().split("\n");
      assert.ok(lines.length <= 60, `${name}: ${lines.length} lines`);
      assert.ok(Math.max(...lines.map(({ length }) => length)) <= 120, name);
      assert.doesNotMatch(repro.text, /BEGIN|PRIVATE|NaN|Infinity/, name);
      for (const [, module] of repro.text.matchAll(/ from "([^"]+)"/g)) assert.match(module!, /^node:/);
      assert.ok(repro.text.includes(presentText) && repro.text.includes(absentText), name);
    }
    assert.ok(scripts > 150, String(scripts));
  });

  it("serves on a port that is given to no connection: each blocks its own for a minute after its end", () => {
    for (const { name, repro } of everyRepro()) {
      if ("reason" in repro || !repro.text.includes("s_server")) continue;
      const words = /String\(([\d_]+) \+ \(process\.pid % ([\d_]+)\)\)/.exec(repro.text);
      assert.ok(words, name);
      const [first, count] = words.slice(1).map((digits) => Number(digits.replace("_", "")));
      assert.ok(first! >= 1024 && first! + count! <= 32_768, name);
    }
  });

  it("takes node:tls where the client is a package, and says so", () => {
    const repro = made("sharing-saves-nothing", {
      runtime: "deno",
      client: "undici",
      scenario: "request",
      trust: "bundle",
    });
    assert.ok(!("reason" in repro));
    assert.match(repro.insteadOf!, /undici is a package/);
    assert.match(repro.text, /tls\.connect/);
  });

  it("has none, and says why, where the package is accused, for mtls, h2 and Python", () => {
    const of = { runtime: "node", client: "undici", scenario: "request", trust: "bundle" } as const;
    const inPackage = syntheticFinding("sharing-saves-nothing", {
      of,
      claim: claims["sharing-saves-nothing"],
      rest: { layer: "client-library" },
    });
    assert.match((makeRepro(inPackage, "") as { reason: string }).reason, /in the package undici/);
    for (const other of [
      { ...of, trust: "mtls" },
      { ...of, client: "node:http2" },
      { ...of, client: "constructor" },
      { ...of, runtime: "python", client: "httpx.Client" },
    ] as const) {
      assert.ok("reason" in made("shared-slower", other), JSON.stringify(other));
    }
  });

  it("asks of sharing that there is something to be saved", () => {
    const repro = made("sharing-saves-nothing", {
      runtime: "deno",
      client: "node:tls",
      scenario: "request",
      trust: "bundle",
    });
    assert.ok(!("reason" in repro));
    assert.match(repro.text, /ratio <= 1\.208 && median\(work\) >= 1\.2;/);
  });
});
