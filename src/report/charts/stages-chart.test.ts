import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ArmResult } from "../../core/results.ts";
import { reportOf, syntheticReportRun } from "../synthetic-report.ts";
import { renderChart } from "./render-chart.ts";
import { stagesChart } from "./stages-chart.ts";

const { results, run } = reportOf(syntheticReportRun());
const facts = run.header.runtimes.find(({ runtime }) => runtime === "node")!;
const node = results.cases.filter(({ of }) => of.runtime === "node");

describe("stagesChart()", () => {
  it("has a bar for each stage that is seen, of fresh and of shared", async () => {
    const svg = await renderChart(stagesChart(facts, node, "bundle")!);
    for (const stage of ["created", "connected", "responded", "closed"]) {
      assert.match(svg, new RegExp(`arm: node:https, fresh; stage: ${stage}`));
      assert.match(svg, new RegExp(`arm: node:https, shared; stage: ${stage}`));
    }
  });

  it("leaves out, and names, what would hide all else", () => {
    const slow = node.map((one) => ({
      ...one,
      arms: one.arms.flatMap((arm): ArmResult[] => {
        if (arm.state !== "measured") return [arm];
        const waiting = { ...arm, arm: { ...arm.arm, client: "waits" }, latencyNs: arm.latencyNs * 40 };
        return arm.arm.context === "fresh" ? [arm, waiting] : [arm];
      }),
    }));
    const chart = stagesChart(facts, slow, "bundle")!;
    assert.equal(chart.leftOut.length, 1);
    assert.match(chart.leftOut[0]!, /^waits, fresh [\d.]+ ms$/);
    assert.doesNotMatch(JSON.stringify(chart.spec), /waits/);
    assert.deepEqual(stagesChart(facts, node, "bundle")!.leftOut, []);
  });

  it("names the runtime and the trust", async () => {
    const svg = await renderChart(stagesChart(facts, node, "bundle")!);
    assert.match(svg, />Node [\d.]+, bundle: request<\/text>/);
  });

  it("is none where nothing was measured under that trust", () => {
    assert.equal(stagesChart(facts, [], "bundle"), null);
  });
});
