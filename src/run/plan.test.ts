import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { armId } from "../core/model.ts";
import type { ClientFacts } from "../core/runtime-facts.ts";
import { familySize, selectCases } from "./plan.ts";

function client(name: string, facts: Partial<ClientFacts> = {}): ClientFacts {
  return {
    name,
    kind: "client",
    api: name,
    sharedObject: "a context",
    givenCa: "replaces",
    stages: [],
    unsupported: [],
    ...facts,
  };
}

function contextsOf(facts: ClientFacts, id: string) {
  const cases = selectCases([{ runtime: "node", clients: [facts] }], {});
  return cases.find((one) => one.id === id)?.arms.map(({ context }) => context);
}

describe("selectCases()", () => {
  it("gives a client every trust and scenario with the contexts that the design names", () => {
    const facts = client("x");
    assert.deepEqual(contextsOf(facts, "node/x/default/create"), ["fresh", "shared", "extra-ca"]);
    assert.deepEqual(contextsOf(facts, "node/x/default/request"), ["fresh", "shared", "reused-client"]);
    assert.deepEqual(contextsOf(facts, "node/x/bundle/create"), ["fresh", "shared", "distinct"]);
    assert.deepEqual(contextsOf(facts, "node/x/bundle/request"), [
      "fresh",
      "shared",
      "distinct",
      "reused-client",
    ]);
    assert.equal(selectCases([{ runtime: "node", clients: [facts] }], {}).length, 8);
  });

  it("adds shared-options only where there is no context object", () => {
    const facts = client("x", {
      sharedObject: null,
      unsupported: [{ context: "shared", reason: "takes none" }],
    });
    assert.deepEqual(contextsOf(facts, "node/x/mtls/create"), ["fresh", "shared-options"]);
    const [first] = selectCases([{ runtime: "node", clients: [facts] }], {});
    assert.deepEqual(first?.unsupported, [{ context: "shared", reason: "takes none" }]);
  });

  it("keeps an unsupported scenario as a case without arms, with the reason", () => {
    const facts = client("x", { unsupported: [{ scenario: "create", reason: "connects at once" }] });
    assert.deepEqual(contextsOf(facts, "node/x/mtls/create"), []);
  });

  it("gives a control its one scenario, and `fresh` alone", () => {
    const facts = client("empty", {
      kind: "control",
      unsupported: [{ scenario: "request", reason: "makes none" }],
    });
    const cases = selectCases([{ runtime: "bun", clients: [facts] }], { trusts: ["mtls"] });
    assert.deepEqual(
      cases.map(({ id, arms }) => [id, arms.length]),
      [["bun/empty/none/create", 1]],
    );
  });

  it("keeps to what was asked for", () => {
    const cases = selectCases([{ runtime: "node", clients: [client("x"), client("y")] }], {
      clients: ["y"],
      trusts: ["bundle"],
      scenarios: ["request"],
      contexts: ["fresh", "distinct"],
    });
    assert.deepEqual(
      cases.map(({ id, arms }) => [id, arms.map(({ context }) => context)]),
      [["node/y/bundle/request", ["fresh", "distinct"]]],
    );
  });
});

describe("selectCases() of the reference beside others", () => {
  const python = {
    runtime: "python",
    clients: ["httpx.Client", "ssl", "empty"].map((name) => client(name)),
  } as const;
  const node = { runtime: "node", clients: [client("x")] } as const;
  const armsOf = (besideOthers: boolean) =>
    selectCases([node, python], { besideOthers }).flatMap(({ arms }) => arms.map(armId));

  it("has its main client under every trust, another where the roots are many", () => {
    const arms = armsOf(true);
    for (const trust of ["default", "private-ca", "bundle", "mtls"]) {
      assert.ok(arms.includes(`python/httpx.Client/${trust}/request/shared`), trust);
      assert.equal(
        arms.includes(`python/ssl/${trust}/create/fresh`),
        ["default", "bundle"].includes(trust),
        trust,
      );
    }
    assert.ok(!arms.some((id) => id.startsWith("python") && id.endsWith("/distinct")));
  });
  it("is whole where it was asked for, and leaves the others alone", () => {
    const whole = armsOf(false);
    assert.ok(whole.includes("python/ssl/mtls/request/reused-client"));
    assert.ok(whole.includes("python/ssl/bundle/create/distinct"));
    const ofNode = (arms: string[]) => arms.filter((id) => id.startsWith("node"));
    assert.deepEqual(ofNode(armsOf(true)), ofNode(whole));
  });
});

describe("selectCases() of several builds", () => {
  const builds = [
    { runtime: "node", build: "node@1", clients: [client("x")] },
    { runtime: "node", build: "node@2", clients: [client("x"), client("y")] },
  ] as const;
  const cases = selectCases(builds, { trusts: ["private-ca"], scenarios: ["create"] });

  it("puts the arms of all builds into one case, so that they are neighbours in time", () => {
    assert.deepEqual(
      cases.map(({ id, arms }) => [id, arms.map(armId)]),
      [
        [
          "node/x/private-ca/create",
          [
            "node@1/x/private-ca/create/fresh",
            "node@1/x/private-ca/create/shared",
            "node@2/x/private-ca/create/fresh",
            "node@2/x/private-ca/create/shared",
          ],
        ],
        [
          "node/y/private-ca/create",
          ["node@2/y/private-ca/create/fresh", "node@2/y/private-ca/create/shared"],
        ],
      ],
    );
  });

  it("makes a family of the builds' pairs alone: none where the first build lacks the client", () => {
    assert.equal(familySize(cases, builds), 2);
  });
});

describe("familySize()", () => {
  it("counts the pairs of fresh with the contexts that are compared with it", () => {
    const cases = selectCases([{ runtime: "node", clients: [client("x")] }], {});
    // create and request: default 2 + 1, private-ca 1 + 1, bundle 2 + 2, mtls 1 + 1
    assert.equal(familySize(cases, [{ runtime: "node" }]), 11);
  });
  it("counts none where fresh was not asked for", () => {
    const selection = { contexts: ["shared", "distinct"] } as const;
    const cases = selectCases([{ runtime: "node", clients: [client("x")] }], selection);
    assert.equal(familySize(cases, [{ runtime: "node" }]), 0);
  });
});
