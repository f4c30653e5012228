import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { reportOf, syntheticReportRun } from "../synthetic-report.ts";
import { renderChart } from "./render-chart.ts";
import { timesChart } from "./times-chart.ts";

describe("timesChart()", () => {
  const { results, run } = reportOf(syntheticReportRun());
  const facts = run.header.runtimes.find(({ runtime }) => runtime === "node")!;
  const cases = results.cases.filter(({ of }) => of.runtime === "node");
  const shown = cases
    .filter(({ of, leftOut }) => of.trust === "bundle" && leftOut === null)
    .flatMap(({ arms }) => arms)
    .filter((arm) => arm.state === "measured")
    .filter(({ arm }) => ["fresh", "shared", "shared-options", "reused-client"].includes(arm.context));

  const given = { facts, cases, trust: "bundle", exploratory: false } as const;

  it("names the runtime and the trust, and writes thousands as its figures do", async () => {
    const svg = await renderChart(timesChart(given)!);
    assert.match(svg, />Node [\d.]+, bundle<\/text>/);
    assert.match(svg, />1,000<\/text>/);
  });

  it("has a dot for every process beside every interval", async () => {
    const svg = await renderChart(timesChart(given)!);
    const processes = shown.reduce((sum, { processMediansNs }) => sum + processMediansNs.length, 0);
    assert.ok(processes > 10);
    assert.equal([...svg.matchAll(/<path [^>]*opacity="0\.45"/g)].length, processes);
    assert.equal([...svg.matchAll(/aria-roledescription="point"/g)].length, shown.length);
    assert.equal([...svg.matchAll(/<line [^>]*stroke-width="2\.5"/g)].length, shown.length);
    assert.equal(
      [...svg.matchAll(/h1\.25v11h-1\.25Z/g)].length,
      2 * shown.length,
      "each interval's two ends",
    );
  });

  it("has no interval in an exploratory run, and nothing where nothing was measured", async () => {
    const svg = await renderChart(timesChart({ ...given, exploratory: true })!);
    assert.equal([...svg.matchAll(/<line [^>]*stroke-width="2\.5"/g)].length, 0);
    assert.equal(timesChart({ ...given, cases: [] }), null);
  });
});
