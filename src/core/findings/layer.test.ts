/** Whether what shows in a package's client is the package's, by runs that a test makes up. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { syntheticBuilds } from "../comparison/synthetic-builds.ts";
import { growths } from "../memory/growth.ts";
import { syntheticMemoryFile } from "../memory/synthetic-memory.ts";
import type { RuntimeName } from "../model.ts";
import { failing, type SyntheticCase, syntheticRun } from "../synthetic-run.ts";
import { findingsOfMemory, findingsOfRun } from "./find-all.ts";
import { packageOfClient } from "./layer.ts";

/** Sharing saves nothing in the clients that are named, and what it should in the others. */
function layers(runtime: RuntimeName, clients: Readonly<Record<string, "saves" | "saves nothing">>) {
  const cases = Object.entries(clients).flatMap(([client, what]): SyntheticCase[] => {
    const shared = what === "saves" ? 1.4e6 : 6.95e6;
    const own = { runtime, client, scenario: "request" } as const;
    return [
      { ...own, trust: "bundle", latencyNs: { fresh: 7e6, shared } },
      { ...own, trust: "private-ca", latencyNs: { fresh: 1.5e6, shared: 1.4e6 } },
    ];
  });
  return findingsOfRun(syntheticRun({ cases, rounds: 13 })).map(({ of, layer }) => [of.client, layer]);
}

describe("the layer of a finding", () => {
  it("is the package's where Node's node:tls does not show the same", () => {
    assert.deepEqual(layers("node", { "node:tls": "saves", undici: "saves nothing" }), [
      ["undici", "client-library"],
    ]);
    assert.deepEqual(layers("node", { "node:tls": "saves nothing", undici: "saves nothing" }), [
      ["node:tls", "runtime"],
    ]);
  });

  it("is the runtime's where nobody has asked node:tls, and beside another runtime's", () => {
    assert.deepEqual(layers("node", { undici: "saves nothing" }), [["undici", "runtime"]]);
    for (const runtime of ["bun", "deno"] as const) {
      assert.deepEqual(layers(runtime, { "node:tls": "saves", undici: "saves nothing" }), [
        ["undici", "runtime"],
      ]);
    }
  });

  it("is httpx's of its clients, which make their contexts themselves, and Python's of its own", () => {
    const found = (client: string) => layers("python", { [client]: "saves nothing" });
    assert.deepEqual(found("httpx.AsyncClient"), [["httpx.AsyncClient", "client-library"]]);
    assert.deepEqual(found("ssl"), [["ssl", "runtime"]]);
  });

  it("is so of what a version made slower", () => {
    const found = (tlsNs: number) =>
      findingsOfRun(
        syntheticBuilds({
          builds: [{ build: "node@22.0.0" }, { build: "node@26.0.0" }],
          cases: ["node:tls", "undici"].map((client) => ({ client, scenario: "request" as const })),
          latencyNs: (build, case_, round) =>
            (build === 0 ? 1e6 : case_ === 0 ? tlsNs : 2e6) * (1 + round / 1000),
        }),
      ).map(({ of, layer }) => [of.client, layer]);
    assert.deepEqual(found(1.01e6), [["undici", "client-library"]]);
    assert.deepEqual(found(2e6), [["node:tls", "runtime"]]);
  });

  it("is so of memory that is kept", () => {
    const arm = { mode: "growth", runtime: "node", scenario: "create" } as const;
    const found = (tls: number) => {
      const file = syntheticMemoryFile([
        { ...arm, client: "node:tls", bytes: tls },
        { ...arm, client: "undici", bytes: 400_000 },
      ]);
      assert.equal(growths(file).length, 2);
      return findingsOfMemory(file).map(({ of, layer }) => [of.client, layer]);
    };
    assert.deepEqual(found(0), [["undici", "client-library"]]);
    assert.deepEqual(found(400_000), [["node:tls", "runtime"]]);
  });
});

describe("the layer of a finding of which node:tls has no numbers", () => {
  it("is the runtime's", () => {
    const { observations, ...run } = syntheticBuilds({
      builds: [{ build: "node@22.0.0" }, { build: "node@26.0.0" }],
      cases: ["node:tls", "undici"].map((client) => ({ client, scenario: "request" as const })),
      latencyNs: (build, case_, round) => (build === 0 || case_ === 0 ? 1e6 : 2e6) * (1 + round / 1000),
    });
    const failed = observations.map((one) =>
      one.status === "valid" && one.armId.includes("node:tls") ? failing(one, "broke") : one,
    );
    assert.deepEqual(
      findingsOfRun({ ...run, observations: failed }).map(({ of, layer }) => [of.client, layer]),
      [["undici", "runtime"]],
    );
    const own = { client: "undici", scenario: "request" } as const;
    const cases: SyntheticCase[] = [
      { ...own, client: "node:tls", trust: "bundle", latencyNs: { fresh: 7e6, shared: 1.4e6 } },
      { ...own, trust: "bundle", latencyNs: { fresh: 7e6, shared: 6.95e6 } },
      { ...own, trust: "private-ca", latencyNs: { fresh: 1.5e6, shared: 1.4e6 } },
    ];
    const without = findingsOfRun(syntheticRun({ cases, rounds: 13 }));
    assert.deepEqual(
      without.map(({ of, layer }) => [of.client, layer]),
      [["undici", "runtime"]],
    );
  });
});

describe("packageOfClient()", () => {
  it("knows the packages by the client's whole name", () => {
    const of = (runtime: RuntimeName, client: string) => packageOfClient({ runtime, client });
    assert.deepEqual(
      [of("deno", "undici"), of("node", "undici-fetch"), of("bun", "fetch"), of("python", "ssl")],
      ["undici", "undici", null, null],
    );
  });
});
