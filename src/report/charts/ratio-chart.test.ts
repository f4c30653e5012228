import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { reportOf, syntheticReportRun } from "../synthetic-report.ts";
import { ratioChart } from "./ratio-chart.ts";
import { renderChart } from "./render-chart.ts";

const report = reportOf(syntheticReportRun());
const runtimes = report.run.header.runtimes;

describe("ratioChart()", () => {
  it("draws every round of every pair, and fills the points that differ", async () => {
    const chart = ratioChart({ input: report, runtimes, trusts: ["bundle", "private-ca"] })!;
    const svg = await renderChart(chart);
    const pairs = report.results.cases
      .filter(({ of, leftOut }) => ["bundle", "private-ca"].includes(of.trust) && leftOut === null)
      .flatMap(({ pairs }) => pairs.filter(({ denominator, ratio }) => denominator === "shared" && ratio));
    const ticks = pairs.reduce((sum, { logRatios }) => sum + logRatios.length, 0);
    assert.equal([...svg.matchAll(/h1v6h-1Z"[^>]*opacity="0\.6"/g)].length, ticks);
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

  it("draws the rounds beside the point, and an interval that is seen where the point is wider", async () => {
    const svg = await renderChart(ratioChart({ input: report, runtimes, trusts: ["bundle"] })!);
    const heights = (marks: RegExp) => [...svg.matchAll(marks)].map(([, y]) => Number(y));
    const points = heights(/aria-roledescription="point" transform="translate\([^,]+,([\d.]+)\)/g);
    const rounds = heights(/<path [^>]*d="M[\d.]+,([\d.]+)h1v6h-1Z"/g);
    assert.ok(points.length > 1 && rounds.length > 20);
    assert.ok(rounds.every((top) => points.every((middle) => top < middle || top > middle + 3)));
    const ends = [...svg.matchAll(/h1\.25v11h-1\.25Z/g)];
    assert.equal(ends.length, 2 * points.length);
  });
});

describe("the words of ratioChart()", () => {
  it("says of a row why it has no point", async () => {
    const cases = report.results.cases.map((one) => ({
      ...one,
      arms:
        one.of.scenario === "create"
          ? one.arms.map(({ arm }) => ({ arm, state: "unsupported", reason: "it connects" }) as const)
          : one.arms,
      pairs: one.of.trust === "bundle" && one.of.scenario === "create" ? [] : one.pairs,
    }));
    const input = { ...report, results: { ...report.results, cases } };
    const svg = await renderChart(ratioChart({ input, runtimes, trusts: ["bundle", "default"] })!);
    assert.match(svg, />no create<\/text>/);
    assert.match(svg, />not measured<\/text>/, "the request of `default` is left out");
  });

  it("writes thousands as its figures do, and names the runtime and the trust", async () => {
    const cases = report.results.cases.map((one) => ({
      ...one,
      pairs: one.pairs.map((pair) => ({ ...pair, ratio: pair.ratio && 100 * pair.ratio })),
    }));
    const input = { ...report, results: { ...report.results, cases } };
    const svg = await renderChart(ratioChart({ input, runtimes, trusts: ["bundle"] })!);
    assert.match(svg, />1,000<\/text>/);
    assert.match(svg, />Node [\d.]+, bundle: create<\/text>/);
  });
});
