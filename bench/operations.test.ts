import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Client, Source, TlsOptions } from "../runtimes/adapter.ts";
import type { Context, Scenario } from "../src/core/model.ts";
import { makeOperations, makeSources } from "./operations.ts";

const trust: TlsOptions = { ca: ["first PEM", "second PEM"], cert: "certificate", key: "key" };
const target = { host: "127.0.0.1", port: 1, path: "/" };

/** A client that writes down what is done with it; each of its steps takes the fake clock on by 10. */
function fakeClient(status = 200, isTicking = false) {
  const calls: string[] = [];
  let clock = 0;
  let contexts = 0;
  const step = (name: string) => {
    clock += 10;
    calls.push(name);
  };
  const client: Client = {
    makeContext: () => ({ number: ++contexts }),
    create(_source, _target, lifetime) {
      step(`create ${lifetime}`);
      return {};
    },
    async request(_handle, _target, onConnected) {
      clock += 5;
      onConnected();
      step("request");
      return status;
    },
    close: () => step("close"),
  };
  // A clock that stands still would never end a busy loop.
  const now = (busy: boolean) => () => (busy ? ++clock : clock);
  return { client, calls, now: now(isTicking), contexts: () => contexts };
}

function sourcesOf(context: Context, count = 3): Source[] {
  return makeSources(fakeClient().client, context, trust, count);
}

describe("makeSources()", () => {
  it("gives `shared` one context for all, and makes it once", () => {
    const fake = fakeClient();
    const sources = makeSources(fake.client, "shared", trust, 5);
    assert.equal(fake.contexts(), 1);
    assert.equal(new Set(sources.map(({ context }) => context)).size, 1);
    assert.ok(sources.every(({ options }) => options === undefined));
  });

  it("gives `fresh` new objects around the same text", () => {
    for (const context of ["fresh", "extra-ca"] as const) {
      const [first, second] = sourcesOf(context);
      assert.notEqual(first!.options, second!.options);
      assert.notEqual(first!.options!.ca, second!.options!.ca);
      assert.notEqual(first!.options!.ca, trust.ca);
      assert.deepEqual(first!.options, trust);
    }
  });

  it("gives `shared-options` and `reused-client` one and the same options object", () => {
    for (const context of ["shared-options", "reused-client"] as const) {
      const sources = sourcesOf(context);
      assert.equal(new Set(sources.map(({ options }) => options)).size, 1);
    }
  });

  it("gives `distinct` texts of which no two are alike, each with its certificate in it", () => {
    const texts = sourcesOf("distinct").flatMap(({ options }) => options!.ca!);
    assert.equal(new Set(texts).size, 6);
    assert.ok(texts.every((text, index) => text.endsWith(index % 2 === 0 ? "first PEM" : "second PEM")));
    assert.ok(texts.every((text) => text.startsWith("# ")));
  });

  it("refuses to share where the client has nothing to share", () => {
    const { makeContext: _, ...without } = fakeClient().client;
    assert.throws(() => makeSources(without, "shared", trust, 1), /make the shared context/);
  });
});

function operationsOf(scenario: Scenario, context: Context, status = 200, busyLoopNs = 0) {
  const fake = fakeClient(status, busyLoopNs > 0);
  const sources = makeSources(fake.client, context, trust, 3);
  return { ...fake, operations: makeOperations({ ...fake, scenario, context, target, sources, busyLoopNs }) };
}

describe("makeOperations()", () => {
  it("constructs and closes in `create`, without a request", async () => {
    const { operations, calls } = operationsOf("create", "fresh");
    const times = await operations.run(0);
    assert.deepEqual(calls, ["create one-request", "close"]);
    assert.deepEqual(times, { createdNs: 10, connectedNs: null, respondedNs: 10, closedNs: 20 });
  });

  it("stamps each stage of a `request` when it is reached", async () => {
    const { operations, calls } = operationsOf("request", "shared");
    const times = await operations.run(0);
    assert.deepEqual(calls, ["create one-request", "request", "close"]);
    assert.deepEqual(times, { createdNs: 10, connectedNs: 15, respondedNs: 25, closedNs: 35 });
  });

  it("keeps one client in `reused-client`, made before and closed after all operations", async () => {
    const { operations, calls } = operationsOf("request", "reused-client");
    const times = await operations.run(0);
    await operations.run(1);
    await operations.end();
    assert.deepEqual(calls, ["create many-requests", "request", "request", "close"]);
    assert.equal(times.closedNs, 15);
  });

  it("stays busy for as long as a self-test asks, inside what is timed", async () => {
    for (const [scenario, context, closedNs] of [
      ["create", "fresh", 20],
      ["request", "fresh", 35],
      ["request", "reused-client", 15],
    ] as const) {
      const { operations } = operationsOf(scenario, context, 200, 1000);
      const { closedNs: taken } = await operations.run(0);
      assert.ok(taken >= 1000 + closedNs && taken <= 1000 + closedNs + 10, `${taken}`);
    }
  });

  it("fails where the answer is an error", async () => {
    for (const context of ["fresh", "reused-client"] as const) {
      const { operations } = operationsOf("request", context, 503);
      await assert.rejects(operations.run(0), /GET 127\.0\.0\.1:1\/: expected a 2xx or 3xx status, got 503/);
    }
  });
});
