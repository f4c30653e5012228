import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Arm, caseId, contexts, scenarios } from "../core/model.ts";
import { expectedMs, parseShard, shardCases } from "./shards.ts";

/** As many arms as a case may have, by turns. */
function caseOf(client: string, trust: Arm["trust"], scenario: Arm["scenario"], arms: number) {
  const of = { runtime: "node", client, trust, scenario } as const;
  const own = contexts.slice(0, arms).map((context) => ({ ...of, context }));
  return { of, id: caseId(of), arms: own, unsupported: [] };
}

const cases = [
  ...["a", "b", "c", "d", "e"].flatMap((client, index) =>
    (["default", "bundle", "mtls"] as const).flatMap((trust) =>
      scenarios.map((scenario) => caseOf(client, trust, scenario, 1 + (index % 4))),
    ),
  ),
  caseOf("empty", "none", "create", 1),
  caseOf("plain-http", "none", "request", 1),
];
const controls = ["node/empty/none/create", "node/plain-http/none/request"];
const ids = (index: number, count: number) => shardCases(cases, { index, count }).map(({ id }) => id);

describe("shardCases()", () => {
  it("divides the plan: all shards together are all of it, each case in one, the controls in all", () => {
    for (let count = 1; count <= 30; count++) {
      const shards = Array.from({ length: count }, (_, index) => ids(index + 1, count));
      const all = shards.flatMap((own) => own.filter((id) => !controls.includes(id)));
      assert.equal(new Set(all).size, all.length, "a case in two shards");
      assert.equal(all.length, cases.length - controls.length, "a case in no shard");
      assert.ok(shards.every((own) => controls.every((id) => own.includes(id))));
      assert.ok(
        shards.every((own) => own.length > controls.length),
        "a shard of nothing",
      );
    }
  });

  it("gives every machine the same division, in the order of the plan", () => {
    assert.deepEqual(ids(2, 4), ids(2, 4));
    const order = cases.map(({ id }) => id);
    assert.deepEqual(
      ids(2, 4),
      order.filter((id) => ids(2, 4).includes(id)),
    );
  });

  it("makes no shard longer than a third above an even share, and one case", () => {
    for (const count of [2, 3, 4, 8]) {
      const loads = Array.from({ length: count }, (_, index) =>
        shardCases(cases, { index: index + 1, count })
          .filter(({ id }) => !controls.includes(id))
          .reduce((sum, one) => sum + expectedMs(one), 0),
      );
      const mean = loads.reduce((sum, one) => sum + one, 0) / count;
      assert.ok(Math.max(...loads) <= (4 / 3) * mean + 1e-9, `${count}: ${loads.join(", ")}`);
    }
  });

  it("refuses more shards than there are cases to divide", () => {
    assert.throws(() => ids(1, 31), /--shard 1\/31: the selection has 30 cases .* at most as many parts/);
  });
});

describe("parseShard()", () => {
  it("reads part/parts and refuses what is none", () => {
    assert.deepEqual(parseShard("2/4"), { index: 2, count: 4 });
    for (const wrong of ["0/4", "5/4", "1", "1/0", "a/b", "-1/2", "1/2/3", "1.5/2"]) {
      assert.throws(() => parseShard(wrong), /expected part\/parts, from 1\/n to n\/n/, wrong);
    }
  });
});
