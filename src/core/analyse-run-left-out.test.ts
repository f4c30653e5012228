import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { analyseRun, pairOf } from "./analyse-run.ts";
import type { Plan } from "./records.ts";
import { type SyntheticCase, syntheticRun } from "./synthetic-run.ts";

const hundred = () => 100_000;
/** 5 % more in every round. */
const surelyMore = (round: number) => 105_000 + round;
/** 5 % more in every round but one, by which the interval excludes 1 and Holm, over 200 pairs, does not reject. */
const almostSurelyMore = (round: number) => (round === 1 ? 99_900 : surelyMore(round));
/** Now above and now below. */
const about = (round: number) => Math.round(100_000 * 1.001 ** (round % 2 === 0 ? round : -round));

type Latency = (round: number) => number;

/** The control: fresh against a fresh client in a process with the variable. */
function control(client: string, fresh: Latency, extraCa: Latency = hundred): SyntheticCase {
  return { client, trust: "default", latencyNs: { fresh, shared: hundred, "extra-ca": extraCa } };
}

const controlled = { trust: "default", scenario: "request", latencyNs: { fresh: hundred } } as const;
const requests: readonly SyntheticCase[] = [
  { ...controlled, client: "own" },
  { ...controlled, client: "other" },
  { ...controlled, client: "own", runtime: "deno" },
];

/** The cases that are left out, by runtime and client. */
function leftOut(cases: readonly SyntheticCase[], plan: Partial<Plan> = {}): string[] {
  const results = analyseRun(syntheticRun({ cases: [...cases, ...requests], plan }));
  return results.cases
    .filter((one) => one.leftOut !== null)
    .map(({ of }) => `${of.runtime}/${of.client}/${of.scenario}`);
}

describe("analyseRun()'s leftOut", () => {
  it("leaves out every default/request of a runtime where a client's extra-ca differs by verdict", () => {
    const cases = [control("own", surelyMore)];
    assert.deepEqual(leftOut(cases), ["node/own/request", "node/other/request"]);
    const [, request] = analyseRun(syntheticRun({ cases: [...cases, requests[0]!] })).cases;
    assert.match(request?.leftOut ?? "", /the fixture's CA changes the cost of own's default roots/);
  });

  it("leaves out the client's own alone where only its interval excludes 1", () => {
    const cases = [control("own", almostSurelyMore)];
    const plan = { familySize: 200 };
    const [result] = analyseRun(syntheticRun({ cases, plan })).cases;
    const pair = pairOf(result!, "extra-ca");
    assert.equal(pair?.verdict.kind, "indistinct", "or the test proves nothing");
    assert.ok(pair?.interval && pair.interval.low > 1);
    assert.deepEqual(leftOut(cases, plan), ["node/own/request"]);
    // The variable may as well make it cheaper.
    assert.deepEqual(leftOut([control("own", hundred, almostSurelyMore)], plan), ["node/own/request"]);
  });

  it("leaves out nothing where the interval holds 1, or there is none", () => {
    assert.deepEqual(leftOut([control("own", about)]), []);
    // Equal in six rounds: 21 of the 91 Walsh averages are 0, and the interval of 13 pairs ends at the 18th.
    const equalInSix = (round: number) => (round <= 6 ? hundred() : surelyMore(round));
    assert.deepEqual(leftOut([control("own", equalInSix)], { familySize: 200 }), []);
    assert.deepEqual(leftOut([control("own", hundred, equalInSix)], { familySize: 200 }), []);
    assert.deepEqual(leftOut([control("own", surelyMore)], { exploratory: true }), []);
    assert.deepEqual(leftOut([]), []);
  });

  it("takes a control that the run could not confirm for the client's own too, whatever other controls say", () => {
    const cases = [control("third", about), control("own", almostSurelyMore)];
    assert.deepEqual(leftOut(cases, { familySize: 200 }), ["node/own/request"]);
  });

  it("leaves out nothing where the move is less than a hundredth of the request", () => {
    const of = (requestNs: number) => {
      const latencyNs = { fresh: () => requestNs };
      const request: SyntheticCase = { trust: "default", scenario: "request", client: "own", latencyNs };
      return analyseRun(syntheticRun({ cases: [control("own", surelyMore), request] })).cases[1]!.leftOut;
    };
    assert.equal(of(510_000), null, "5 µs of 510");
    assert.notEqual(of(490_000), null, "5 µs of 490");
  });

  it("concerns default/request alone", () => {
    const results = analyseRun(
      syntheticRun({
        cases: [
          control("own", surelyMore),
          { client: "own", trust: "bundle", scenario: "request", latencyNs: { fresh: hundred } },
          { client: "own", trust: "private-ca", scenario: "create", latencyNs: { fresh: hundred } },
        ],
      }),
    );
    assert.deepEqual(
      results.cases.map((one) => one.leftOut),
      [null, null, null],
    );
  });
});
