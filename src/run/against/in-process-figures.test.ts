/** Both tools for real, in seconds: what they print is what is read. */
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import type { Case } from "../../core/model.ts";
import { openWorkbench } from "../open-workbench.ts";
import { type InProcessTool, inProcessFigures, readMitata, readTinybench } from "./in-process-figures.ts";

const workbench = await openWorkbench();
after(() => workbench.close());
const { signal } = new AbortController();
const create: Case = { runtime: "node", client: "node:tls", trust: "bundle", scenario: "create" };

describe("inProcessFigures()", () => {
  const asked: [InProcessTool, boolean, Case][] = [
    ["mitata", true, create],
    ["tinybench", false, { ...create, scenario: "request" }],
    ["tinybench", true, { ...create, runtime: "bun" }],
    ["tinybench", false, { ...create, runtime: "deno" }],
  ];
  for (const [tool, turn, of] of asked) {
    it(`reads ${tool} on ${of.runtime}, ${of.scenario}`, async () => {
      const figures = await inProcessFigures(workbench, of, { tool, turn, signal });
      assert.deepEqual(
        figures.map(({ statistic }) => statistic),
        ["median", "mean"],
      );
      const [median, mean] = figures as [(typeof figures)[0], (typeof figures)[0]];
      // Sharing is several times as cheap where it saves anything: no timing, but the order of the arms.
      if (of.runtime !== "deno") assert.ok(median.ratio > 1.5, `fresh ÷ shared is ${median.ratio}`);
      // A bundle of 122 certificates takes neither a microsecond nor a second: the unit is ns.
      assert.ok(median.freshNs > 1e5 && median.freshNs < 1e9, `${median.freshNs} ns`);
      assert.ok(Math.abs(median.ratio - median.freshNs / median.sharedNs) < 1e-9);
      assert.ok(median.claim!.low <= median.ratio && median.ratio <= median.claim!.high);
      assert.equal(mean.claim?.basis ?? "own", tool === "mitata" ? "samples" : "own");
    });
  }

  it("says which script failed and why where the server is not there", async () => {
    const nowhere = Object.create(workbench, {
      endpoint: { value: async () => ({ host: "127.0.0.1", port: 1, path: "/" }) },
    }) as typeof workbench;
    const of = { ...create, scenario: "request" } as const;
    await assert.rejects(
      inProcessFigures(nowhere, of, { tool: "tinybench", turn: false, signal }),
      /run node .*docs\/against\/tinybench\.ts request 1 .*ECONNREFUSED/,
    );
  });
});

describe("readMitata()", () => {
  it("refuses what is cut off, and names the tool", () => {
    assert.throws(
      () => readMitata('{"benchmarks":[', { runtime: "node", version: "1" }),
      /read mitata's output/,
    );
  });
});

describe("readTinybench()", () => {
  const latency = { mean: 2, p50: 1, moe: 0.2, samples: [1, 1] };
  const task = (name: string, runtime: string) => ({
    name,
    result: { runtime, runtimeVersion: "1", latency },
  });
  it("refuses what another runtime has printed", () => {
    const output = JSON.stringify([task("fresh", "bun"), task("shared", "bun")]);
    assert.throws(
      () => readTinybench(output, { runtime: "node", version: "1" }),
      /run tinybench on node 1: it says that it ran on bun 1/,
    );
  });
  it("refuses an output without an arm", () => {
    assert.throws(
      () => readTinybench(JSON.stringify([task("fresh", "node")]), { runtime: "node", version: "1" }),
      /expected the arms fresh and shared, got fresh/,
    );
  });
  it("carries its own margin of error over to the ratio", () => {
    const output = JSON.stringify([task("fresh", "node"), task("shared", "node")]);
    const [, mean] = readTinybench(output, { runtime: "node", version: "1" });
    const halfWidth = Math.log(2.2 / 1.8) / Math.SQRT2;
    assert.ok(Math.abs(Math.log(mean!.claim!.high) - halfWidth) < 1e-12);
    assert.equal(mean!.freshNs, 2e6);
  });
});
