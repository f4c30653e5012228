/** Goldens: `node --test --test-update-snapshots src/report/pages.test.ts` writes them; read their diff. */
import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";
import type { Run } from "../core/records.ts";
import { syntheticRun } from "../core/synthetic-run.ts";
import { hostileMarkup, hostileWords } from "./hostile-markup.ts";
import { pages, summary } from "./pages.ts";
import { withHeadline } from "./readme-block.ts";
import { hostileReportRun, reportOf, syntheticReportRun } from "./synthetic-report.ts";

const golden = (name: string) => path.join(import.meta.dirname, "golden", name);
const whole = { serializers: [String] };
const report = reportOf(syntheticReportRun());

const made = await pages(report);

describe("pages()", () => {
  for (const [name, text] of made) {
    it(`writes ${name}`, (context) => context.assert.fileSnapshot(text, golden(name), whole));
  }
  it("writes the same again, byte for byte", async () => {
    assert.deepEqual(await pages(reportOf(syntheticReportRun())), made);
  });
  it("marks with ~ what does not differ, in wall and in CPU", () => {
    const row = made
      .get("README.md")!
      .split("\n")
      .find((line) => line.includes("| private-ca |"))!;
    assert.match(row, /\| +~.1\.00.±[\d.]+.% \| +~.-?[\d.]+ \|/);
  });
  it("shows a failed arm's rounds and reason, and gives no verdict", () => {
    const page = made.get("README.md")!;
    assert.match(page, /too.many.pairs.missing/);
    assert.match(page, /request: shared has 11\/13 valid rounds/);
  });
});

describe("a run of too few rounds for its family", () => {
  const few = reportOf(syntheticReportRun({ rounds: 6, plan: { familySize: 16 } }));
  const note = /6 rounds give intervals but no verdict over these 16 pairs: --rounds 10 does/;

  it("says so before the first number, and once under a table", () => {
    const [before, ...tables] = summary(few).split("### ");
    assert.match(before!, note);
    const said = tables.map((text) => text.match(/no verdict below 10 valid rounds/g)?.length ?? 0);
    assert.deepEqual(said, [1, 0], "Bun has no ratio");
    assert.match(tables[0]!, /\| 45\.7.\[45\.3,.46\.2\].\[2\] \|/);
  });

  it("says it once under the pairs of a runtime", async () => {
    const pairs = (await pages(few))
      .get("node.md")!
      .split("\n## ")
      .find((text) => text.startsWith("Pairs"))!;
    assert.equal(pairs.match(/no verdict below 10 valid rounds/g)?.length, 1);
    assert.match(pairs, /\| none \[1\] +\|/);
  });
});

describe("summary() of a run that was stopped early", () => {
  it("calls what was never begun not run, with one note for all", () => {
    const { observations, ...run } = syntheticReportRun({ rest: { finish: null } });
    const begun = observations.filter(({ armId }) => armId.includes("/bundle/create/"));
    const text = summary(reportOf({ ...run, observations: begun }));
    assert.match(text, /\| +not.run \|/);
    assert.doesNotMatch(text, /failed/);
    const [node] = text.split("### Bun");
    assert.equal(node!.match(/not run: the run was stopped before its first round/g)?.length, 1);
  });
});

describe("summary()", () => {
  it("marks an exploratory run, without intervals or verdicts", (context) => {
    const run = syntheticReportRun({ rounds: 3, plan: { exploratory: true } });
    const text = summary(reportOf(run));
    context.assert.fileSnapshot(text, golden("exploratory.md"), whole);
    assert.doesNotMatch(text, /\*\*\d|~|±/);
  });

  it("says what is missing before the first number", (context) => {
    const run = syntheticReportRun({
      header: {
        url: "https://example.com/",
        fixture: null,
        missingRuntimes: [{ runtime: "deno", reason: "not installed: run `npm ci`" }],
      },
      rest: { finish: null },
    });
    context.assert.fileSnapshot(summary(reportOf(run)), golden("incomplete.md"), whole);
  });

  it("needs no case at all", () => {
    assert.match(summary(reportOf(syntheticRun({ cases: [] }))), /13 rounds/);
  });
});

describe("withHeadline()", () => {
  const marks = "a\n<!-- headline: begin; written by `make results` -->\nold\n<!-- headline: end -->\nb\n";
  it("writes between the marks and nowhere else", (context) => {
    const text = withHeadline(marks, report);
    context.assert.fileSnapshot(text, golden("readme-block.md"), whole);
    assert.ok(text.startsWith("a\n<!--") && text.endsWith("-->\nb\n") && !text.includes("old"));
    assert.equal(withHeadline(text, report), text);
  });
  it("refuses a README without them", () => {
    assert.throws(() => withHeadline("no marks", report), /expected "<!-- headline: begin/);
  });
});

describe("a hostile results file", () => {
  it("stays text in every page", async () => {
    const run = hostileRun(hostileWords);
    const files = [...(await pages(reportOf(run)))];
    const all = files.flatMap(([name, text]) => (name.endsWith(".md") ? [text] : [])).join("\n");
    assert.deepEqual(hostileMarkup(all), []);
    const widths = tableRows(all).map((row) => row.replaceAll("\\|", "").split("|").length);
    assert.ok(widths.length > 50);
    for (const [index, row] of tableRows(all).entries()) {
      assert.equal(row.split(/(?<!\\)\|/).length, columnsAbove(tableRows(all), index), row);
    }
  });
});

describe("a hostile results file's pictures", () => {
  const evil = '</text><script>alert(1)</script><image href="https://example.com/x"/>"';
  it("have it as text", async () => {
    const run = JSON.parse(
      JSON.stringify(syntheticReportRun()).replaceAll("node:https", JSON.stringify(evil).slice(1, -1)),
    ) as Run;
    const files = [...(await pages(reportOf(run)))].filter(([name]) => name.endsWith(".svg"));
    assert.ok(files.length >= 3);
    for (const [name, svg] of files) assert.doesNotMatch(svg, /<script|<image|<\/text><script/, name);
    assert.match(files[0]![1], /&lt;script&gt;/);
  });
});

function hostileRun(evil: string): Run {
  const run = hostileReportRun(evil, { runId: evil, url: evil });
  const text = JSON.stringify(run).replaceAll("exited with code 7", JSON.stringify(evil).slice(1, -1));
  return JSON.parse(text) as Run;
}

function tableRows(markdown: string): string[] {
  return markdown.split("\n").filter((line) => line.startsWith("|"));
}

/** Cells of the row that opens the table which the row at `index` is in. */
function columnsAbove(rows: readonly string[], index: number): number {
  let at = index;
  while (!/^\|( :?-+:? \|)+$/.test(rows[at]!) && at > 0 && !/^\|( :?-+:? \|)+$/.test(rows[at + 1] ?? ""))
    at--;
  return rows[at]!.split(/(?<!\\)\|/).length;
}
