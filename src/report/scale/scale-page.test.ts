/** Golden: `node --test --test-update-snapshots src/report/scale/scale-page.test.ts` writes it; read its diff. */
import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";
import { scaleContexts } from "../../core/scale/scale-records.ts";
import { failedReading, syntheticScale } from "../../core/scale/synthetic-scale.ts";
import { scalePage } from "./scale-page.ts";

const place = { rawFile: "studies/scale.jsonl.gz", projectFolder: ".." };
const golden = path.join(import.meta.dirname, "../golden/scale.md");
const whole = { serializers: [String] };
const line = (intercept: number, slope: number) => (caCount: number) => intercept + slope * caCount;

/** One of everything: eager, lazy, cached, not shareable, bent, failed. */
function file(changes: Partial<Parameters<typeof syntheticScale>[0]> = {}) {
  const cases = [
    { cost: { fresh: line(300, 35), shared: line(30, 0), distinct: line(300, 35) }, roots: 300 + 35 * 122 },
    { scenario: "request", cost: { fresh: line(1900, 35), shared: line(1600, 0) } },
    { client: "undici", cost: { fresh: line(7, 0) } },
    { client: "undici", scenario: "request", cost: { fresh: (n: number) => 1800 + 35 * n + 0.02 * n * n } },
    {
      runtime: "bun",
      client: "fetch",
      scenario: "request",
      cost: { fresh: line(800, 1), "shared-options": line(800, 1), distinct: line(800, 9) },
      unsupported: [{ context: "shared", reason: "fetch takes no context: it ignores `secureContext`" }],
    },
  ] as const;
  return syntheticScale({
    cases,
    read: (valid, arm) =>
      valid.round === 2 && arm.client === "undici" && arm.scenario === "create" && arm.caCount === 50
        ? failedReading(valid, "exited with code 7: no more | memory")
        : valid,
    ...changes,
  });
}

describe("scalePage()", () => {
  it("writes the page", async (context) => {
    const { text, pictures } = await scalePage(file(), place);
    context.assert.fileSnapshot(text, golden, whole);
    assert.deepEqual([...pictures.keys()], ["pictures/scale-node.svg", "pictures/scale-bun.svg"]);
    for (const name of pictures.keys()) assert.ok(text.includes(`](${name})`), name);
  });

  it("writes the same again, byte for byte", async () => {
    assert.deepEqual(await scalePage(file(), place), await scalePage(file(), place));
  });

  it("says nothing by words or intervals where it is exploratory or cut short", async () => {
    const { text } = await scalePage(
      file({ rounds: 2, plan: { exploratory: true }, rest: { finish: null } }),
      place,
    );
    assert.match(text, /\*\*Exploratory:\*\*/);
    assert.match(text, /did not come to its end/);
    const rows = text.split("\n").filter((row) => /^\| <a id="(scale|points)-/.test(row));
    assert.ok(rows.length > 5);
    for (const row of rows) assert.doesNotMatch(row, /\[|linear|flat|cached/);
  });

  it("keeps a stranger's words as text", async () => {
    const evil = "</td><script>alert(1)</script>|x`y";
    const { text } = await scalePage(
      file({ read: (valid, arm) => (arm.client === "undici" ? failedReading(valid, evil) : valid) }),
      place,
    );
    assert.doesNotMatch(text.replaceAll(/`[^`\n]*`/g, ""), /<script|<\/td>/);
  });
});

describe("the pictures of scalePage()", () => {
  it("draws a mark for every point and a curve for every line", async () => {
    const { pictures } = await scalePage(file(), place);
    const svg = pictures.get("pictures/scale-bun.svg")!;
    assert.equal([...svg.matchAll(/aria-roledescription="point"/g)].length, 7 + 3 + 3);
    assert.equal([...svg.matchAll(/aria-roledescription="line mark"/g)].length, 3);
  });

  it("does not call one options object a shared context", async () => {
    const { pictures } = await scalePage(file(), place);
    const legendOf = (runtime: string) =>
      [...pictures.get(`pictures/scale-${runtime}.svg`)!.matchAll(/>([a-z-]+)<\/text>/g)]
        .map(([, word]) => word!)
        .filter((word) => (scaleContexts as readonly string[]).includes(word));
    assert.deepEqual(legendOf("bun"), ["fresh", "shared-options", "distinct"]);
    assert.match(pictures.get("pictures/scale-bun.svg")!, />Bun [\d.]+: cost by the number of CAs<\/text>/);
    assert.deepEqual(legendOf("node"), ["fresh", "shared", "distinct"]);
  });

  it("shows arms that cost the same: each wider than what is drawn over it, and hollow but for the last", async () => {
    const svg = (await scalePage(file(), place)).pictures.get("pictures/scale-bun.svg")!;
    const lines = [...svg.matchAll(/aria-roledescription="line mark"[^>]*stroke-width="([\d.]+)"/g)];
    const widths = lines.map(([, width]) => Number(width));
    assert.equal(new Set(widths).size, 3);
    assert.deepEqual(
      widths,
      widths.toSorted((a, b) => b - a),
    );
    const points = [...svg.matchAll(/aria-roledescription="point"[^>]*>/g)];
    assert.equal(points.filter(([point]) => !point.includes(" fill=")).length, 3 + 3);
  });

  it("has the first and the last number of CAs below their marks", async () => {
    const svg = (await scalePage(file(), place)).pictures.get("pictures/scale-bun.svg")!;
    for (const number of ["1", "1,000"])
      assert.match(svg, new RegExp(`<text text-anchor="middle"[^>]*>${number}</text>`));
  });
});
