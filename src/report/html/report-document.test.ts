/** The page as a string; what it does in a browser is tested in src/cli/report-page-browser.test.ts. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import path from "node:path";
import { describe, it } from "node:test";
import { gunzipSync } from "node:zlib";
import type { PageData } from "../../core/report-page/page-data.ts";
import { pages } from "../pages.ts";
import { reportOf, syntheticReportRun } from "../synthetic-report.ts";
import { unaligned } from "./render-markdown.ts";
import { type DocumentParts, reportDocument } from "./report-document.ts";

const report = { ...reportOf(syntheticReportRun()), evidence: [{ name: "scale.md", title: "how it grows" }] };
const made = await pages(report);
/** Small ones: what a picture looks like is not this page's affair. */
const pictures = new Map([...made.keys()].map((name) => [name, `<svg><title>${name}</title></svg>`]));
const parts: DocumentParts = {
  script: "run();\n",
  style: "p{}\n",
  pictures,
  flameGraphs: [{ title: "a & b", svg: '<svg xmlns="http://www.w3.org/2000/svg"><rect width="7"/></svg>' }],
};
const html = await reportDocument(report, parts);
const compressed = /id="data">(.*)<\/script>/.exec(html)![1]!;
const json = gunzipSync(Buffer.from(compressed, "base64")).toString();
const data = JSON.parse(json) as PageData;

describe("reportDocument()", () => {
  it("is what it was", (context) => {
    const golden = path.join(import.meta.dirname, "../golden/report.html");
    // The data as text, so that a diff shows what of it changed.
    context.assert.fileSnapshot(
      html.replace(compressed, () => json),
      golden,
      { serializers: [String] },
    );
  });

  it("writes the same again, byte for byte", async () => {
    const again = { ...reportOf(syntheticReportRun()), evidence: report.evidence };
    assert.equal(await reportDocument(again, parts), html);
  });

  it("lets run and apply what its policy has the hash of, and nothing else", () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)![1]!;
    const hashOf = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    const scripts = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text]) => text!);
    const styles = [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, text]) => text!);
    assert.deepEqual([scripts.length, styles.length], [1, 1]);
    assert.ok(policy.startsWith("default-src 'none'; "));
    assert.ok(policy.includes(`script-src ${hashOf(scripts[0]!)};`));
    assert.ok(policy.includes(`style-src ${hashOf(styles[0]!)};`));
    assert.doesNotMatch(html, / style="|<link|<iframe| on[a-z]+="/);
  });
});

describe("reportDocument(), read", () => {
  it("answers the five questions before anything else", () => {
    const asked = [...html.matchAll(/<h3>([^<]*)<\/h3>/g)].map(([, text]) => text);
    assert.deepEqual(asked.slice(0, 5), [
      "What came out",
      "What was measured",
      "How sure it is",
      "On what",
      "How to run it again",
    ]);
  });

  it("says once where its links to other files work", async () => {
    assert.equal(html.split("work where this page lies in <code>results/</code> of a checkout").length, 2);
    const { evidence: _, ...local } = report;
    assert.match(await reportDocument(local, parts), /lies in the folder that it was written in/);
  });

  it("keeps the tables of the markdown files to be copied", () => {
    const inFiles = [...made].filter(([name]) => name.endsWith(".md")).map(([, text]) => text);
    const tables = inFiles.flatMap((text) => text.match(/(?:^\|.*\n)+/gm) ?? []).map((one) => one.trimEnd());
    const kept = new Set(data.tables.map((one) => one.split("\n\n")[0]!));
    const missing = [...new Set(tables)].filter((one) => !kept.has(unaligned(one)));
    // The headline has its trusts in two tables here, as in the README.
    assert.ok(tables.length >= 15, `${tables.length} tables in the files`);
    assert.deepEqual(
      missing.filter((one) => !one.includes("create, µs: fresh → shared")),
      [],
    );
    assert.ok(missing.length <= 2, `${missing.length} headlines`);
  });

  it("has every arm that was planned, with its command and its processes", () => {
    const planned = report.run.plan.cases.flatMap(({ arms }) => arms);
    const arms = data.cases.flatMap((one) => one.arms);
    assert.equal(arms.length, planned.length);
    assert.ok(arms.every(({ processes }) => processes.count === 13));
    const bundle = data.cases.find(({ id }) => id === "node/node:https/bundle/request")!;
    assert.equal(
      bundle.again,
      "npm run -s ctxcost -- run --runtime node --client node:https --trust bundle --scenario request " +
        "--rounds 13 --counts-from results/runs/20261124-1530-00000007.jsonl.gz",
    );
    const rows = html.match(/<tr data-outcome="/g)!.length;
    assert.equal(rows, report.results.cases.flatMap((one) => one.arms).length);
  });

  it("shows the flame graphs that it was given", () => {
    assert.match(html, /<figcaption>a &amp; b<\/figcaption>[\s\S]*<rect width="7"\/>/);
  });
});
