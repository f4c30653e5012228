/** Goldens: `node --test --test-update-snapshots src/report/reference.test.ts` writes them; read their diff. */
import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";
import type { Header } from "../core/records.ts";
import { type SyntheticCase, syntheticRun } from "../core/synthetic-run.ts";
import { pages, summary } from "./pages.ts";
import { withHeadline } from "./readme-block.ts";
import { reportOf } from "./synthetic-report.ts";

const golden = (name: string) => path.join(import.meta.dirname, "golden", name);
const whole = { serializers: [String] };
const marks = "<!-- headline: begin; written by `make results` -->\n<!-- headline: end -->\n";

const ofPython = { runtime: "python", client: "httpx.Client" } as const;
const node: SyntheticCase = { latencyNs: { fresh: 4_400_000, shared: 96_000 } };
const python: readonly SyntheticCase[] = [
  { ...ofPython, trust: "default", latencyNs: { fresh: 12_000_000, shared: 52_000 } },
  { ...ofPython, trust: "default", scenario: "request", latencyNs: { fresh: 14_000_000, shared: 2_000_000 } },
  { ...ofPython, trust: "private-ca", latencyNs: { fresh: 240_000, shared: 52_000 } },
  { runtime: "python", client: "ssl", trust: "default", latencyNs: { fresh: 15_000_000, shared: 30_000 } },
];
const clients = {
  ssl: { defaultRoots: { count: 99, source: "a file of the operating system" }, remark: "another store" },
};
const measured = reportOf(syntheticRun({ cases: [node, ...python], clients }));

function without(missingRuntimes: Header["missingRuntimes"]) {
  return reportOf(syntheticRun({ cases: [node], header: { missingRuntimes } }));
}
const reason = "not installed: run `make reference`, which brings httpx==0.28.1";

describe("the reference that was measured", () => {
  it("has a page of its own", async (context) => {
    context.assert.fileSnapshot((await pages(measured)).get("python.md")!, golden("python.md"), whole);
  });
  it("stands in the README's block, with its default in the open", (context) => {
    const block = withHeadline(marks, measured);
    context.assert.fileSnapshot(block, golden("reference-readme-block.md"), whole);
    const [open, folded] = block.split("<details>") as [string, string];
    assert.match(
      open,
      /### Python 1\.2\.3, the reference[\s\S]*26\.6 ms → 46 µs[\s\S]*httpx\.Client \| default/,
    );
    assert.match(folded, /httpx\.Client \| private-ca/);
    assert.doesNotMatch(folded, /httpx\.Client \| default/);
  });
  it("says of each client whose roots its default are", async () => {
    const counts = [
      ...(await pages(measured))
        .get("python.md")!
        .matchAll(/^\| <a id="[^"]+"><\/a>(httpx\.Client|ssl) .*\| +(\d+) \| +145 \|/gm),
    ];
    assert.deepEqual(
      counts.map(([, client, count]) => [client, count]),
      [
        ["httpx.Client", "140"],
        ["ssl", "99"],
      ],
    );
  });
});

describe("the reference that is not installed", () => {
  const report = without([{ runtime: "python", reason }]);
  it("says how to get it, and is no failure", async () => {
    for (const text of [
      summary(report),
      withHeadline(marks, report),
      (await pages(report)).get("README.md")!,
    ]) {
      assert.match(
        text,
        /### Python with httpx, the reference\n\nNot measured in this run: not installed: run `make reference`/,
      );
      assert.doesNotMatch(text, /is missing/);
      assert.equal(text.match(/Not measured in this run/g)!.length, 1);
    }
  });
  it("is not mentioned by a run that was not to have it", () => {
    assert.doesNotMatch(summary(without([])), /reference/);
    assert.match(summary(without([{ runtime: "deno", reason: "x" }])), /deno is missing: x/);
  });
});
