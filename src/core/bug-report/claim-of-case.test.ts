import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { analyseRun } from "../analyse-run.ts";
import type { FindingKind } from "../findings/finding.ts";
import { growths } from "../memory/growth.ts";
import { syntheticMemoryFile } from "../memory/synthetic-memory.ts";
import { type SyntheticCase, syntheticRun } from "../synthetic-run.ts";
import { boundOf } from "./bound.ts";
import { claimOfCase, claimOfGrowth } from "./claim-of-case.ts";

function claim(kind: FindingKind, cases: readonly SyntheticCase[], rounds = 13) {
  const run = syntheticRun({ cases: cases.map((one) => ({ scenario: "request", ...one })), rounds });
  const results = analyseRun(run);
  return claimOfCase(kind, { run, results, result: results.cases[0]! });
}

const oneCa: SyntheticCase = { trust: "private-ca", latencyNs: { fresh: 1.5e6, shared: 1.4e6 } };
const savesNothing = [{ latencyNs: { fresh: 7e6, shared: 6.95e6 } }, oneCa];
const saves = [{ latencyNs: { fresh: 7e6, shared: 1.6e6 } }, oneCa];

describe("claimOfCase()", () => {
  it("claims that sharing saves nothing where there is something to be saved", () => {
    const { claim: own, contexts, n } = claim("sharing-saves-nothing", savesNothing);
    assert.deepEqual([own.of, contexts, n], ["fresh ÷ shared", ["fresh", "shared"], 13]);
    assert.ok(own.expected > 4 && own.expected < 5, String(own.expected));
    assert.equal(boundOf(own).side, "below");
  });
  it("refuses that fresh is dearer than shared, and says that it is no finding", () => {
    for (const kind of ["sharing-saves-nothing", "shared-slower"] as const) {
      assert.throws(() => claim(kind, saves), /that fresh costs more is how it is meant, and no finding/);
    }
  });
  it("refuses where there is nothing to be saved", () => {
    const cheap = [{ latencyNs: { fresh: 1.51e6, shared: 1.5e6 } }, oneCa];
    assert.throws(() => claim("sharing-saves-nothing", cheap), /there is nothing to be saved/);
  });
  it("claims a slower shared arm only where the whole run's test says so", () => {
    const slower = [{ latencyNs: { fresh: 1e6, shared: 1.3e6 } }];
    assert.ok(claim("shared-slower", slower).claim.estimate.high < 1);
    assert.throws(() => claim("shared-slower", savesNothing), /expected below 1/);
  });
  it("claims roots that are parsed again, of the trust default", () => {
    const roots: SyntheticCase = { trust: "default", latencyNs: { fresh: 6e6 } };
    assert.ok(claim("roots-parsed-again", [roots, oneCa]).claim.estimate.low > 3);
    assert.throws(() => claim("roots-parsed-again", saves), /its trust is not default/);
    const cheap: SyntheticCase = { trust: "default", latencyNs: { fresh: 1.5e6 } };
    assert.throws(() => claim("roots-parsed-again", [cheap, oneCa]), /expected default and 1.2 or more/);
  });
  it("claims no wait of an operation that computes all the time", () => {
    assert.throws(() => claim("wall-above-cpu", saves), /expected more than 5 ms/);
  });
  it("claims nothing without an interval", () => {
    for (const kind of ["sharing-saves-nothing", "wall-above-cpu"] as const) {
      assert.throws(() => claim(kind, savesNothing, 5), /interval/);
    }
  });
});

describe("claimOfGrowth()", () => {
  const growth = (bytes: number) =>
    growths(syntheticMemoryFile([{ mode: "growth", runtime: "deno", scenario: "create", bytes }]))[0]!;
  it("takes the study's own verdict", () => {
    const { kind, claim: own, n } = claimOfGrowth(growth(400_000));
    assert.deepEqual([kind, own.measure, n > 6], ["memory-kept", "bytes", true]);
    assert.throws(
      () => claimOfGrowth(growth(0)),
      /the memory study says "\w|none-seen|open", expected "grows"/,
    );
  });
});
