import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type MemoryMode, memoryModes } from "../../core/memory/memory-records.ts";
import type { Trust } from "../../core/model.ts";
import { syntheticRun } from "../../core/synthetic-run.ts";
import { memoryArms } from "./memory-arms.ts";

const latencyNs = { fresh: 1 };
const { header } = syntheticRun({
  cases: [
    { runtime: "node", client: "undici", latencyNs },
    { runtime: "bun", client: "fetch", latencyNs },
    { runtime: "node", client: "plain-http", trust: "none", latencyNs },
    { runtime: "node", client: "empty", trust: "none", latencyNs },
  ],
  clients: {
    fetch: {
      notHeld: "its pool hands it on",
      unsupported: [{ scenario: "create", reason: "no client object" }],
    },
    "plain-http": { unsupported: [{ scenario: "create", reason: "measured elsewhere" }] },
    empty: { unsupported: [{ scenario: "request", reason: "makes none" }] },
  },
});
const ids = (selection: Parameters<typeof memoryArms>[1]) =>
  memoryArms(header.runtimes, selection).groups.map((group) => group.map(({ id }) => id));

describe("memoryArms()", () => {
  it("holds a client after its request, fresh and shared side by side", () => {
    assert.deepEqual(ids({ clients: ["undici"], trusts: ["bundle"], modes: ["hold"] }), [
      ["hold/node/undici/bundle/request/fresh", "hold/node/undici/bundle/request/shared"],
    ]);
    assert.deepEqual(ids({ clients: ["undici"], scenarios: ["create"], modes: ["hold"] }), []);
  });

  it("lets what needs no shared context grow, and with bytes that no cache knows", () => {
    assert.deepEqual(ids({ clients: ["undici"], trusts: ["bundle"], modes: ["growth"] }).flat(), [
      "growth/node/undici/bundle/create/fresh",
      "growth/node/undici/bundle/request/fresh",
      "growth/node/undici/bundle/request/distinct",
    ]);
  });

  it("holds clients of each trust, and makes and closes those of one CA and the bundle, unless it is told otherwise", () => {
    const trustsOf = (wanted: MemoryMode, trusts?: readonly Trust[]) => {
      const { groups } = memoryArms(header.runtimes, { clients: ["undici"], trusts });
      return [...new Set(groups.flat().flatMap(({ mode, arm }) => (mode === wanted ? [arm.trust] : [])))];
    };
    assert.deepEqual(trustsOf("hold"), ["default", "private-ca", "bundle", "mtls"]);
    assert.deepEqual(trustsOf("growth"), ["private-ca", "bundle"]);
    for (const mode of memoryModes) assert.deepEqual(trustsOf(mode, ["mtls"]), ["mtls"]);
  });

  it("has the controls, each in its scenario", () => {
    assert.deepEqual(ids({ clients: ["empty", "plain-http"] }).flat(), [
      "hold/node/plain-http/none/request/fresh",
      "growth/node/plain-http/none/request/fresh",
      "growth/node/empty/none/create/fresh",
    ]);
  });

  it("says of each gap why it is one, once for all trusts", () => {
    const { groups, unsupported } = memoryArms(header.runtimes, { clients: ["fetch"] });
    assert.ok(groups.flat().every(({ mode, arm }) => mode === "growth" && arm.scenario === "request"));
    const common = { runtime: "bun", client: "fetch", context: "fresh" };
    assert.deepEqual(unsupported, [
      { ...common, mode: "hold", scenario: "request", reason: "its pool hands it on" },
      { ...common, mode: "growth", scenario: "create", reason: "no client object" },
    ]);
  });
});
