import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { RuntimeFacts } from "../../core/runtime-facts.ts";
import { syntheticRun } from "../../core/synthetic-run.ts";
import { UsageError } from "../unknown-word.ts";
import { caCountsOf, isExploratory, type ScaleOptions, scaleCases } from "./scale-plan.ts";

const facts: readonly RuntimeFacts[] = syntheticRun({
  cases: [
    { client: "node:tls", latencyNs: { fresh: 1 } },
    { client: "undici", latencyNs: { fresh: 1 } },
    { client: "empty", trust: "none", latencyNs: { fresh: 1 } },
    { runtime: "bun", client: "fetch", latencyNs: { fresh: 1 } },
  ],
  clients: {
    fetch: {
      sharedObject: null,
      unsupported: [
        { scenario: "create", reason: "no client object" },
        { context: "shared", reason: "takes no context" },
      ],
    },
  },
}).header.runtimes;

const all: ScaleOptions = { rounds: 7, quick: false };

function planned(options: Partial<ScaleOptions> = {}) {
  const cases = scaleCases(facts, { ...all, ...options }, 122);
  return new Map(
    cases.map(({ id, arms }) => [id, Map.groupBy(arms, ({ context, caSet }) => `${context} ${caSet}`)]),
  );
}

const countsOf = (cases: ReturnType<typeof planned>, id: string, arms: string) =>
  cases
    .get(id)
    ?.get(arms)
    ?.map(({ caCount }) => caCount);

describe("scaleCases()", () => {
  it("measures fresh at every number of CAs, and the others at three", () => {
    const cases = planned();
    const id = "node/node:tls/bundle/create";
    assert.deepEqual(countsOf(cases, id, "fresh synthetic"), [1, 10, 50, 122, 250, 500, 1000]);
    assert.deepEqual(countsOf(cases, id, "shared synthetic"), [1, 122, 1000]);
    assert.deepEqual(countsOf(cases, id, "distinct synthetic"), [1, 122, 1000]);
  });

  it("measures the real roots with the clients that check the synthetic ones, fresh alone", () => {
    const cases = planned();
    assert.deepEqual(countsOf(cases, "node/node:tls/bundle/request", "fresh roots"), [122]);
    assert.deepEqual(countsOf(cases, "bun/fetch/bundle/request", "fresh roots"), [122]);
    assert.equal(countsOf(cases, "node/undici/bundle/request", "fresh roots"), undefined);
  });

  it("has shared options where there is no context to share, no control and no reused client", () => {
    const contexts = new Set([...planned().values()].flatMap((arms) => [...arms.keys()]));
    assert.ok(contexts.has("shared-options synthetic"));
    assert.ok(![...contexts].some((one) => one.startsWith("reused-client")));
    assert.ok(![...planned().keys()].some((id) => id.includes("empty")));
    assert.deepEqual(countsOf(planned(), "bun/fetch/bundle/request", "shared synthetic"), undefined);
  });

  it("keeps to the clients, scenarios and contexts that were asked for", () => {
    const cases = planned({ clients: ["undici"], scenarios: ["request"], contexts: ["fresh"] });
    assert.deepEqual([...cases.keys()], ["node/undici/bundle/request"]);
    assert.deepEqual([...cases.get("node/undici/bundle/request")!.keys()], ["fresh synthetic"]);
  });

  it("refuses a client that no runtime has, and a selection that leaves nothing", () => {
    assert.throws(() => planned({ clients: ["undicy"] }), /undici/);
    assert.throws(
      () => planned({ clients: ["fetch"], scenarios: ["create"] }),
      (error) => error instanceof UsageError && /nothing is left to measure/.test(error.message),
    );
  });
});

describe("caCountsOf()", () => {
  it("has the number of the real bundle among its own, once", () => {
    assert.deepEqual(caCountsOf(122, true), [1, 122, 1000]);
    assert.deepEqual(caCountsOf(250, false), [1, 10, 50, 250, 500, 1000]);
  });
});

describe("isExploratory()", () => {
  it("is so with fewer rounds than an interval needs, or when quick", () => {
    assert.equal(isExploratory(all), false);
    assert.equal(isExploratory({ ...all, rounds: 5 }), true);
    assert.equal(isExploratory({ ...all, quick: true }), true);
  });
});
