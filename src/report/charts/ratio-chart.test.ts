import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { reportOf, syntheticReportRun } from "../synthetic-report.ts";
import { ratioChart } from "./ratio-chart.ts";
import { renderChart } from "./render-chart.ts";

describe("ratioChart()", () => {
  const report = reportOf(syntheticReportRun());
  const runtimes = report.run.header.runtimes;
  it("draws every round of every pair, and fills the points that differ", async () => {
    const chart = ratioChart({ input: report, runtimes, trusts: ["bundle", "private-ca"] })!;
    const svg = await renderChart(chart);
    const pairs = report.results.cases
      .filter(({ of, leftOut }) => ["bundle", "private-ca"].includes(of.trust) && leftOut === null)
      .flatMap(({ pairs }) => pairs.filter(({ denominator, ratio }) => denominator === "shared" && ratio));
    const ticks = pairs.reduce((sum, { logRatios }) => sum + logRatios.length, 0);
    assert.equal([...svg.matchAll(/h1v9h-1Z"[^>]*opacity="0\.5"/g)].length, ticks);
    const points = [...svg.matchAll(/aria-roledescription="point"[^>]*fill="([^"]*)"/g)].map(
      ([, fill]) => fill,
    );
    assert.equal(points.length, pairs.length);
    const differing = pairs.filter(({ verdict }) => verdict.kind === "differs").length;
    assert.ok(differing > 0 && differing < pairs.length);
    assert.equal(points.filter((fill) => fill !== "var(--paper)").length, differing);
  });

  it("has the figure of each point as text, with ~ where it does not differ", async () => {
    const svg = await renderChart(ratioChart({ input: report, runtimes, trusts: ["private-ca"] })!);
    assert.match(svg, />~ 1\.00<\/text>/);
  });
});
