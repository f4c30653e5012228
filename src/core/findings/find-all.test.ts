import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { syntheticBuilds } from "../comparison/synthetic-builds.ts";
import { syntheticMemoryFile } from "../memory/synthetic-memory.ts";
import { seededRandom } from "../statistics/random.ts";
import { type SyntheticCase, syntheticRun } from "../synthetic-run.ts";
import { findingsOfMemory, findingsOfRun, strongestFirst } from "./find-all.ts";

const clients = ["node:tls", "node:https", "undici"];
const request = (given: Partial<SyntheticCase>): SyntheticCase => ({
  scenario: "request",
  latencyNs: {},
  ...given,
});
const ofEach = (make: (client: string) => SyntheticCase[]) =>
  findingsOfRun(syntheticRun({ cases: clients.flatMap(make), rounds: 13 }));

describe("findingsOfRun()", () => {
  it("names one cause once, in the client on which the others are built", () => {
    const found = ofEach((client) => [
      request({ client, trust: "bundle", latencyNs: { fresh: 7e6, shared: 6.9e6 } }),
      request({ client, trust: "private-ca", latencyNs: { fresh: 1.5e6, shared: 1.4e6 } }),
    ]);
    assert.deepEqual(
      found.map(({ kind, of, alsoIn }) => [kind, of.client, alsoIn.map((one) => one.client)]),
      [["sharing-saves-nothing", "node:tls", ["node:https", "undici"]]],
    );
  });

  it("finds nothing where sharing saves what it should", () => {
    const found = ofEach((client) => [
      request({ client, trust: "bundle", latencyNs: { fresh: 7e6, shared: 1.5e6 } }),
      request({ client, trust: "private-ca", latencyNs: { fresh: 1.6e6, shared: 1.5e6 } }),
      request({ client, trust: "default", latencyNs: { fresh: 1.7e6, shared: 1.5e6 } }),
    ]);
    assert.deepEqual(found, []);
  });

  it("finds nothing in equal arms, whatever the noise", () => {
    let found = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const random = seededRandom(seed);
      // Each process is off by up to a quarter, which is more than any machine that was measured.
      const noisy = () => 1.5e6 * (0.75 + random() / 2);
      const cases = clients.flatMap((client) =>
        (["bundle", "private-ca", "default"] as const).map((trust) =>
          request({ client, trust, latencyNs: { fresh: noisy, shared: noisy } }),
        ),
      );
      found += findingsOfRun(syntheticRun({ cases, rounds: 13 })).length;
    }
    assert.equal(found, 0);
  });
});

/** What is found where builds of these names take these times. */
function slower(names: readonly string[], times: readonly number[]) {
  const run = syntheticBuilds({
    builds: names.map((build) => ({ build })),
    cases: [{}],
    latencyNs: (build, _, round) => times[build]! * (1 + round / 1000),
  });
  return findingsOfRun(run).map(({ kind, builds: compared }) => [kind, compared]);
}

describe("findingsOfRun() of builds", () => {
  it("finds a version that is slower than the one before it, and none that is a little so", () => {
    assert.deepEqual(slower(["node@22.0.0", "node@24.0.0", "node@26.0.0"], [1e6, 1.02e6, 1.5e6]), [
      ["regression", { base: "node@24.0.0", head: "node@26.0.0" }],
    ]);
  });

  it("finds nothing in a microsecond more, however many times as long that is", () => {
    assert.deepEqual(slower(["node@22.0.0", "node@24.0.0", "node@26.0.0"], [500, 500, 1500]), []);
    assert.deepEqual(slower(["node@22.0.0", "node@26.0.0"], [500, 1500]), []);
  });

  it("shows the context of its own where a shared one became slower as well, and names no case twice", () => {
    const run = syntheticBuilds({
      builds: [{ build: "node@22.0.0" }, { build: "node@26.0.0" }],
      cases: [
        { client: "node:tls", scenario: "request" },
        { client: "undici", scenario: "request" },
      ],
      contexts: ["fresh", "shared"],
      latencyNs: (build, _, round, context) =>
        1e6 * (build === 0 ? 1 : context === "fresh" ? 2 : 3) * (1 + round / 1000),
    });
    assert.deepEqual(
      findingsOfRun(run).map(({ contexts, alsoIn }) => [contexts, alsoIn.map(({ client }) => client)]),
      [[["fresh"], ["undici"]]],
    );
  });

  it("finds nothing where work is done when a client is made and no longer when it connects", () => {
    const found = (requestNs: number) =>
      findingsOfRun(
        syntheticBuilds({
          builds: ["node@22.0.0", "node@24.0.0", "node@26.0.0"].map((build) => ({ build })),
          cases: [{ scenario: "create" }, { scenario: "request" }],
          latencyNs: (build, case_, round) =>
            (case_ === 0 ? [1e4, 1e4, 1e6] : [2e6, 2e6, requestNs])[build]! * (1 + round / 1000),
        }),
      ).map(({ of }) => of.scenario);
    assert.deepEqual(found(2.02e6), []);
    assert.deepEqual(found(3e6), ["request"]);
  });

  it("finds a build that is slower than the first", () => {
    const expected = [["regression", { base: "node@22.0.0", head: "node@26.0.0" }]];
    assert.deepEqual(slower(["node@22.0.0", "node@26.0.0"], [1e6, 1.5e6]), expected);
    assert.deepEqual(slower(["node@22.0.0", "node@26.0.0"], [1e6, 1.03e6]), []);
  });
});

describe("findingsOfRun() of several small steps", () => {
  it("finds what several versions brought together, where no single one of them brought enough", () => {
    const names = ["node@20.0.0", "node@22.0.0", "node@24.0.0", "node@26.0.0"];
    const whole = ["regression", { base: "node@20.0.0", head: "node@26.0.0" }];
    assert.deepEqual(slower(names, [1e6, 1.04e6, 1.08e6, 1.12e6]), [whole]);
    assert.deepEqual(slower(names, [1e6, 1.01e6, 1.02e6, 1.03e6]), []);
    // Gone again in the newest: what it is about is the version between.
    assert.deepEqual(slower(names, [1e6, 1.04e6, 1.08e6, 1.01e6]), []);
    assert.deepEqual(slower(names, [1e6, 1.5e6, 1.52e6, 1.54e6]), [
      ["regression", { base: "node@20.0.0", head: "node@22.0.0" }],
    ]);
  });

  it("finds nothing in work that several versions have moved", () => {
    const found = (growth: number) =>
      findingsOfRun(
        syntheticBuilds({
          builds: ["node@20.0.0", "node@22.0.0", "node@24.0.0", "node@26.0.0"].map((build) => ({ build })),
          cases: [{ scenario: "create" }, { scenario: "request" }],
          latencyNs: (build, case_, round) =>
            1e6 * (1 + (case_ === 0 ? 0.04 : growth) * build) * (1 + round / 1000),
        }),
      ).map(({ of }) => of.scenario);
    assert.deepEqual(found(0.005), []);
    assert.deepEqual(found(0.04), ["request"]);
  });
});

describe("findingsOfMemory()", () => {
  it("has what grows, and nothing else", () => {
    const arm = { mode: "growth", runtime: "deno", scenario: "create" } as const;
    assert.equal(findingsOfMemory(syntheticMemoryFile([{ ...arm, bytes: 400_000 }])).length, 1);
    assert.deepEqual(findingsOfMemory(syntheticMemoryFile([{ ...arm, bytes: 0 }])), []);
  });
});

describe("strongestFirst()", () => {
  it("orders by the strength alone", () => {
    const [one] = ofEach((client) => [
      request({ client, trust: "bundle", latencyNs: { fresh: 7e6, shared: 6.9e6 } }),
      request({ client, trust: "private-ca", latencyNs: { fresh: 1.5e6, shared: 1.4e6 } }),
    ]);
    const weak = { ...one!, strength: 1.1 };
    assert.deepEqual(strongestFirst([weak, one!]), [one, weak]);
  });
});
