import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { analyseRun } from "../analyse-run.ts";
import { boundOf } from "../bug-report/bound.ts";
import { measuring, type SyntheticCase, syntheticRun } from "../synthetic-run.ts";
import { claimOfCase } from "./case-claims.ts";
import { type FindingKind, UnsupportedClaim } from "./finding.ts";

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
    assert.throws(
      () => claim("shared-slower", savesNothing),
      /expected below 0\.95 by the test over the whole run/,
    );
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
  it("says of one that computes on several cores how little it waits, in digits that mean something", () => {
    const run = syntheticRun({
      cases: saves,
      observe: (valid) => {
        const { loop } = valid.measurement;
        return measuring(valid, { loop: { ...loop, cpuUserNs: 1.1 * loop.wallNs } });
      },
    });
    const results = analyseRun(run);
    assert.throws(
      () => claimOfCase("wall-above-cpu", { run, results, result: results.cases[0]! }),
      /wall less CPU is −\d\.\d\d ms at least, expected more than 5 ms/,
    );
  });
  it("says so where what a cost is compared with was not measured, and not that rounds are missing", () => {
    const alone: SyntheticCase = { trust: "default", latencyNs: { fresh: 6e6 } };
    for (const [kind, cases] of [
      ["roots-parsed-again", [alone]],
      ["sharing-saves-nothing", [savesNothing[0]!]],
    ] as const) {
      assert.throws(() => claim(kind, cases), /compared with, .*\/private-ca\/request, was not measured/);
    }
  });
  it("claims nothing without an interval", () => {
    for (const kind of ["sharing-saves-nothing", "wall-above-cpu"] as const) {
      assert.throws(() => claim(kind, savesNothing, 5), /interval/);
    }
  });
});

describe("claimOfCase(), near what is no finding", () => {
  it("takes no client certificate for work that sharing could save", () => {
    const signed: SyntheticCase = { trust: "mtls", latencyNs: { fresh: 2.4e6, shared: 2e6 } };
    assert.throws(() => claim("sharing-saves-nothing", [signed, oneCa]), /its trust is not bundle/);
  });
  it("lets a shared arm be slower by a microsecond, or by a few percent", () => {
    const microsecond = [{ latencyNs: { fresh: 2e3, shared: 2.5e3 } }];
    const percent = [{ latencyNs: { fresh: 1e6, shared: 1.03e6 } }];
    for (const cases of [microsecond, percent]) {
      assert.throws(() => claim("shared-slower", cases), UnsupportedClaim);
    }
  });
  it("is the stronger, the farther the nearer end of the interval lies from what is expected", () => {
    const { strength, claim: own } = claim("sharing-saves-nothing", savesNothing);
    assert.equal(strength, own.expected / own.estimate.high);
    assert.ok(strength > claim("shared-slower", [{ latencyNs: { fresh: 1e6, shared: 1.3e6 } }]).strength);
  });
});
