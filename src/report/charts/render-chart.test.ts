import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runtimeColour, styleSheet } from "./chart-style.ts";
import { type Chart, renderChart } from "./render-chart.ts";

const names = ["node", "deno"] as const;
const chart: Chart = {
  description: "Cost <by> CAs & runtimes",
  spec: {
    width: 300,
    height: 100,
    data: {
      values: [
        { runtime: "node", cas: 0, ms: 1 },
        { runtime: "node", cas: 100, ms: 9 },
        { runtime: "deno", cas: 50, ms: 3 },
      ],
    },
    mark: { type: "point", filled: true },
    encoding: {
      x: { field: "cas", type: "quantitative" },
      y: { field: "ms", type: "quantitative", title: "<ms>" },
      color: {
        field: "runtime",
        type: "nominal",
        scale: { domain: [...names], range: names.map(runtimeColour) },
      },
    },
  },
};

describe("renderChart()", () => {
  it("makes the same bytes twice", async () => {
    assert.equal(await renderChart(chart), await renderChart(chart));
  });

  it("makes the same bytes of a chart that clips, whatever was drawn before", async () => {
    const clipped = {
      ...chart,
      spec: { ...chart.spec, mark: { type: "line", clip: true } },
    };
    const first = await renderChart(clipped);
    assert.match(first, /clip-path="url\(#clip0\)"/);
    await renderChart(chart);
    assert.equal(await renderChart(clipped), first);
  });

  it("keeps text as text, escaped, with a title for whoever cannot see", async () => {
    const svg = await renderChart(chart);
    assert.match(svg, /<title>Cost &lt;by&gt; CAs &amp; runtimes<\/title>/);
    assert.match(svg, />&lt;ms&gt;<\/text>/);
    assert.match(svg, /role="img"/);
  });

  it("draws each datum in the colour of its runtime, which light and dark define", async () => {
    const svg = await renderChart(chart);
    assert.equal([...svg.matchAll(/aria-roledescription="point"[^>]*fill="var\(--node\)"/g)].length, 2);
    assert.equal([...svg.matchAll(/aria-roledescription="point"[^>]*fill="var\(--deno\)"/g)].length, 1);
    const used = new Set([...svg.matchAll(/var\((--[a-z-]+)\)/g)].map(([, name]) => name));
    for (const name of used) assert.equal(styleSheet().split(`${name}:`).length, 3, name!);
  });

  it("has no address of anything outside itself but the names of its formats", async () => {
    const svg = await renderChart(chart);
    const addresses = [...svg.matchAll(/https?:[^"']*/g)].map(([address]) => address);
    assert.deepEqual(
      addresses.filter((one) => !one.startsWith("http://www.w3.org/")),
      [],
    );
  });
});
