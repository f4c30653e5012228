import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Arm } from "../core/model.ts";
import type { Measurement, ServerCounts } from "../core/records.ts";
import { brokenPremise } from "./premise.ts";

const arm: Arm = {
  runtime: "node",
  client: "node:https",
  trust: "bundle",
  scenario: "request",
  context: "fresh",
};
const cost = { wallNs: 1, cpuUserNs: 1, cpuSystemNs: 1 };
const measurement: Measurement = {
  coldNs: 9,
  warmupNs: [5],
  operationNs: [3, 3, 3],
  stages: null,
  loop: cost,
  collectionBefore: cost,
  collectionAfter: cost,
  cpuResolutionNs: 1000,
  peakRssBytes: 1,
  startupNs: 1,
  runtimeVersion: "1.0.0",
  packageThatRan: null,
};
const seen: ServerCounts = {
  connections: 5,
  fullHandshakes: 5,
  resumedHandshakes: 0,
  requests: 5,
  clientCertificates: 0,
  failedHandshakes: 0,
  cpuNs: 1,
};

function judge(changes: {
  arm?: Partial<Arm>;
  measurement?: Partial<Measurement>;
  operations?: number;
  hasExtraCa?: boolean;
  givenCaCount?: number;
  busyLoopNs?: number;
  expectedBusyLoopNs?: number;
  server?: Partial<ServerCounts>;
}) {
  return brokenPremise(
    {
      arm: { ...arm, ...changes.arm },
      facts: { version: "1.0.0" },
      timedOperations: 3,
      operations: 5,
      extraCa: false,
      givenCaCount: 1,
      busyLoopNs: changes.expectedBusyLoopNs ?? 0,
    },
    {
      kind: "measured",
      operations: changes.operations ?? 5,
      hasExtraCa: changes.hasExtraCa ?? false,
      givenCaCount: changes.givenCaCount ?? 1,
      busyLoopNs: changes.busyLoopNs ?? 0,
      measurement: { ...measurement, ...changes.measurement },
    },
    { ...seen, ...changes.server },
  );
}

const quiet = { connections: 0, fullHandshakes: 0, requests: 0 };

const broken: [string, Parameters<typeof judge>[0], RegExp][] = [
  ["another runtime version", { measurement: { runtimeVersion: "1.0.1" } }, /runtime version to be 1\.0\.0/],
  ["a missing operation", { operations: 4 }, /operations to be 5, got 4/],
  ["a missing time", { measurement: { operationNs: [3, 3] } }, /timed operations to be 3, got 2/],
  ["a request that never arrived", { server: { requests: 4 } }, /requests at the server to be 5, got 4/],
  ["a pooled connection", { server: { connections: 1 } }, /connections at the server to be 5, got 1/],
  ["a resumed session", { server: { resumedHandshakes: 1 } }, /resumed handshakes .* 0, got 1/],
  ["a failed handshake", { server: { failedHandshakes: 1 } }, /failed handshakes/],
  ["no client certificate", { arm: { trust: "mtls" } }, /client certificates .* 5, got 0/],
  ["network in create", { arm: { scenario: "create" } }, /requests at the server to be 0, got 5/],
  ["a reused client that reconnects", { arm: { context: "reused-client" } }, /connections .* 1, got 5/],
  ["undici without proof", { arm: { client: "undici-fetch" } }, /npm package undici/],
  ["CAs that were not given", { givenCaCount: 0 }, /the CAs that were given to be 1, got 0/],
  ["a variable that is set and should not be", { hasExtraCa: true }, /extra CA's variable to be false/],
  [
    "an operation that is shorter than its busy loop",
    { expectedBusyLoopNs: 7, busyLoopNs: 7, measurement: { operationNs: [7, 6, 7] } },
    /take the 7 ns of its busy loop, got 6 ns/,
  ],
  ["a busy loop that nobody asked for", { busyLoopNs: 7 }, /busy loop, in ns, to be 0, got 7/],
  [
    "a stage before the one that it follows",
    {
      measurement: {
        stages: { created: [1, 1, 1], connected: [2, 0, 2], responded: [3, 3, 3], closed: null },
      },
    },
    /stage "connected"/,
  ],
  ["a request in no time", { measurement: { operationNs: [0, 1, 1] } }, /take time/],
];

describe("brokenPremise()", () => {
  it("finds nothing where all is as planned", () => {
    assert.equal(judge({}), null);
    assert.equal(judge({ arm: { scenario: "create" }, server: quiet }), null);
    const one = { connections: 1, fullHandshakes: 1 };
    assert.equal(judge({ arm: { context: "reused-client" }, server: one }), null);
    assert.equal(judge({ arm: { trust: "none" }, server: { fullHandshakes: 0 } }), null);
    assert.equal(judge({ arm: { trust: "mtls" }, server: { clientCertificates: 5 } }), null);
  });

  for (const [name, changes, expected] of broken) {
    it(`reports ${name}`, () => assert.match(judge(changes) ?? "", expected));
  }

  it("asks nothing of a server that is not ours", () => {
    const expected = {
      arm,
      facts: { version: "1.0.0" },
      timedOperations: 3,
      operations: 5,
      extraCa: false,
      busyLoopNs: 0,
    };
    const answer = {
      kind: "measured",
      operations: 5,
      hasExtraCa: false,
      givenCaCount: 1,
      busyLoopNs: 0,
      measurement,
    } as const;
    assert.equal(brokenPremise(expected, answer, null), null);
  });
});
