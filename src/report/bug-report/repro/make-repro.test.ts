import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import type { FindingKind } from "../../../core/findings/finding.ts";
import type { Case, RuntimeName } from "../../../core/model.ts";
import { titleOf } from "../claim-sentence.ts";
import { syntheticFinding } from "../synthetic-findings.ts";
import { absentText, makeRepro, presentText } from "./make-repro.ts";
import { everyRepro } from "./synthetic-repros.ts";

function made(kind: FindingKind, of: Case) {
  const finding = syntheticFinding(kind, { of, claim: { low: 0.98, high: 1.05, expected: 4 } });
  return makeRepro(finding, titleOf(finding));
}

/** What the runtime's adapter, which runs in that runtime only, says in its text. */
function toldBy(runtime: RuntimeName): string {
  const adapter = new URL(`../../../../runtimes/${runtime}.ts`, import.meta.url);
  return /extraCaVariable: "(\w+)"/.exec(readFileSync(adapter, "utf8"))![1]!;
}

describe("every script of makeRepro()", () => {
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

  it("serves on a port that is given to no connection: each blocks its own for a minute; on loopback", () => {
    for (const { name, repro } of everyRepro()) {
      if ("reason" in repro || !repro.text.includes("s_server")) continue;
      const words = /String\(([\d_]+) \+ \(process\.pid % ([\d_]+)\)\)/.exec(repro.text);
      assert.ok(words, name);
      const [first, count] = words.slice(1).map((digits) => Number(digits.replace("_", "")));
      assert.ok(first! >= 1024 && first! + count! <= 32_768, name);
      assert.match(repro.text, /\.startsWith\("Libre"\) \? "" : "127\.0\.0\.1:";/, name);
      assert.match(repro.text, /`s_server -accept \$\{host\}\$\{free\} /, name);
    }
  });

  it("lets no arm go first in every round: what comes first might be at an advantage", () => {
    let scripts = 0;
    for (const { name, repro } of everyRepro()) {
      if ("reason" in repro || !repro.text.includes("median of the rounds")) continue;
      assert.match(repro.text, /arms\.reverse\(\)\.map\(|ARMS\[::-1\] if turn % 2 else ARMS/, name);
      scripts++;
    }
    assert.ok(scripts > 100, String(scripts));
  });

  it("adds its certificate to the built-in roots by the variable of the accused runtime, and by no other's", () => {
    let scripts = 0;
    for (const { name, finding, repro } of everyRepro()) {
      if ("reason" in repro) continue;
      const { runtime, trust, scenario } = finding.of;
      const isOwnRoot = trust === "default" && scenario === "request";
      const named = [...repro.text.matchAll(/NODE_EXTRA_CA_CERTS|DENO_CERT/g)].map(([variable]) => variable);
      assert.deepEqual(named, isOwnRoot ? [toldBy(runtime)] : [], name);
      if (isOwnRoot) scripts++;
    }
    assert.ok(scripts > 30, String(scripts));
  });
});

describe("makeRepro()", () => {
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
      claim: { low: 0.98, high: 1.05, expected: 4 },
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
