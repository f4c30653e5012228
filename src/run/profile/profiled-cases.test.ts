import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { RuntimeFacts } from "../../core/runtime-facts.ts";
import { syntheticRun } from "../../core/synthetic-run.ts";
import { chooseCases } from "./profiled-cases.ts";

const noShared = {
  unsupported: [{ context: "shared", reason: "it takes none" }],
  sharedObject: null,
} as const;
const latencyNs = { fresh: 1 };
const ofPython = { runtime: "python", client: "httpx.Client" } as const;
const { header } = syntheticRun({
  cases: [
    { client: "node:tls", latencyNs },
    { client: "node:https", latencyNs },
    { client: "undici", latencyNs },
    { client: "node:http2", latencyNs },
    { client: "empty", trust: "none", latencyNs },
    { runtime: "bun", client: "fetch", latencyNs },
    ...(["default", "bundle"] as const).flatMap((trust) =>
      (["create", "request"] as const).map((scenario) => ({ ...ofPython, trust, scenario, latencyNs })),
    ),
  ],
  clients: { fetch: noShared },
});
const facts: readonly RuntimeFacts[] = header.runtimes;
const shown = (selection: Parameters<typeof chooseCases>[1]) =>
  chooseCases(facts, selection).chosen.map(({ id, before, after }) => `${id} ${before} ${after}`);

describe("chooseCases()", () => {
  it("has requests of the ordinary clients and the raw construction, where nothing is asked for", () => {
    assert.deepEqual(shown({}), [
      "node/node:tls/bundle/create fresh shared",
      "node/node:https/bundle/request fresh shared",
      "node/undici/bundle/request fresh shared",
      "bun/fetch/bundle/request fresh shared-options",
      "python/httpx.Client/default/create fresh shared",
      "python/httpx.Client/default/request fresh shared",
    ]);
  });
  it("takes the client, trust, scenario and contexts that are asked for", () => {
    assert.deepEqual(shown({ clients: ["node:http2"] }), ["node/node:http2/bundle/request fresh shared"]);
    assert.deepEqual(shown({ clients: ["node:tls"], trusts: ["mtls"], scenarios: ["create", "request"] }), [
      "node/node:tls/mtls/create fresh shared",
      "node/node:tls/mtls/request fresh shared",
    ]);
    assert.deepEqual(shown({ clients: ["undici"], contexts: ["distinct", "reused-client"] }), [
      "node/undici/bundle/request distinct reused-client",
    ]);
  });
  it("has httpx with its own roots, unless others are asked for", () => {
    assert.deepEqual(shown({ clients: ["httpx.Client"] }), [
      "python/httpx.Client/default/request fresh shared",
    ]);
    assert.deepEqual(shown({ clients: ["httpx.Client"], trusts: ["bundle"] }), [
      "python/httpx.Client/bundle/request fresh shared",
    ]);
  });
  it("says why a case is not there", () => {
    const { chosen, notProfiled } = chooseCases(facts, { clients: ["fetch"], contexts: ["fresh", "shared"] });
    assert.deepEqual(chosen, []);
    assert.deepEqual(notProfiled, [{ id: "bun/fetch/bundle/request", reason: "shared: it takes none" }]);
  });
  it("refuses a client that no runtime has", () => {
    assert.throws(
      () => chooseCases(facts, { clients: ["undicy"] }),
      /--client undicy: unknown\. Did you mean undici\?/,
    );
  });
});
