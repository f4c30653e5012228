/** Everything that can be cited is what its page says, and the page has its row. */
import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { syntheticBuilds } from "../core/comparison/synthetic-builds.ts";
import type { Header } from "../core/records.ts";
import { failing } from "../core/synthetic-run.ts";
import type { Citable } from "../report/citable.ts";
import { buildChanges } from "../report/comparison/builds-page.ts";
import { changesPage } from "../report/comparison/changes-page.ts";
import { resultsFolder } from "../run/project.ts";
import { versionedRuntimes } from "../run/versions/default-versions.ts";
import { citedRun } from "./cited-run.ts";
import { publishedRunFile } from "./generated-files.ts";
import { recordsOf } from "./untrusted/page-makers.ts";
import { linesOf } from "./untrusted/untrusted-file.ts";
import { rawFileOf } from "./versions-files.ts";

/** The cells of the row that has this anchor, by the headings of its table. */
function rowOf(markdown: string, anchor: string): Map<string, string> {
  const lines = markdown.replaceAll("\u00A0", " ").split("\n");
  const at = lines.findIndex((line) => line.includes(`<a id="${anchor}"></a>`));
  assert.ok(at >= 0, `no row ${anchor}`);
  let heading = at;
  while (!/^\| :?-/.test(lines[heading + 1]!)) heading--;
  const cellsOf = (line: string) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim());
  const cells = cellsOf(lines[at]!);
  return new Map(cellsOf(lines[heading]!).map((name, index) => [name, cells[index]!]));
}

function expectTime({ id, text }: Citable, cell: string): void {
  const value = cell.replace(/(<br>| \[).*$/, "");
  assert.ok(
    text("x").includes(`: **${value}** [`) || text("x").includes(`: **${value}** µs`),
    `${id}: ${cell}`,
  );
}

/** Its size and interval, the verdict with its p, CPU and n. */
function expectChange({ text }: Citable, row: Map<string, string>, cpuHeading: string): void {
  const line = text("x").replaceAll("**", "");
  const verdict = row.get("verdict")!.replaceAll("**", "");
  const [, word, p] = /^(slower|faster) \((p .*)\)$/.exec(verdict) ?? [];
  const change = row.get("change [95 %]")!;
  assert.ok(line.includes(word ? `: ${change}, ${word} (${p} after Holm` : `: ${change} ${verdict} (`), line);
  assert.ok(line.includes(`n = ${row.get("n")} pairs; `), line);
  const cpu = row.get(cpuHeading)!;
  assert.equal(line.includes(`; CPU ${cpu};`), cpu !== "—", line);
}

describe("what is cited of a published sweep", () => {
  for (const runtime of versionedRuntimes) {
    it(`stands in the page of ${runtime}, row by row`, async () => {
      const { citables, folder, isPublished } = await citedRun(rawFileOf(runtime));
      assert.equal(isPublished, true);
      assert.equal(folder, resultsFolder);
      const page = readFileSync(path.join(resultsFolder, `versions-${runtime}.md`), "utf8");
      const kinds = Map.groupBy(citables, ({ against }) => (against === null ? "time" : "change"));
      for (const one of kinds.get("time")!) {
        assert.equal(one.row.page, `versions-${runtime}.md`);
        const [, version] = /^\w+@([\d.]+)\//.exec(one.id)!;
        expectTime(one, rowOf(page, one.row.anchor).get(`${version}, µs`)!);
      }
      for (const one of kinds.get("change")!) {
        const row = rowOf(page, one.row.anchor);
        assert.equal(one.against, `${runtime}@${row.get("from")}`);
        assert.ok(one.id.startsWith(`${runtime}@${row.get("to")}/`), one.id);
        expectChange(one, row, "CPU [95 %]");
        const times = rowOf(
          page,
          one.row.anchor.replace(/^change/, "version").replace(/(-\d+-\d+-\d+){2}$/, ""),
        );
        const [from, to] = ["from", "to"].map((side) =>
          times.get(`${row.get(side)}, µs`)!.replace(/(<br>| \[).*$/, ""),
        );
        assert.ok(one.text("x").includes(`; ${from} → ${to} µs; `), one.text("x"));
      }
    });
  }
});

describe("what is cited of the published run", () => {
  it("has its row, the controls too", async () => {
    const { citables } = await citedRun(publishedRunFile());
    const pages = new Map<string, string>();
    for (const { id, row } of citables) {
      const text = pages.get(row.page) ?? readFileSync(path.join(resultsFolder, row.page), "utf8");
      pages.set(row.page, text);
      assert.ok(text.includes(`<a id="${row.anchor}"></a>`), `${id}: ${row.page}#${row.anchor}`);
    }
    assert.ok(citables.some(({ row }) => row.anchor === "control-node-empty"));
  });
});

function stored(context: TestContext, header: Partial<Header>, builds: readonly string[]) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-cited-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const run = syntheticBuilds({
    builds: builds.map((version) => ({ build: `node@${version}`, version })),
    cases: [{ client: "node:tls" }, { client: "node:https" }],
    header,
    latencyNs: (build, case_, round) =>
      1e6 * (1 + case_ * build) * (1 + 0.001 * ((round * (build + 3)) % 13)),
    // One pair is missing.
    observe: (one, build) =>
      build === 1 && one.status === "valid" && one.round === 13 ? failing(one, "exited with code 7") : one,
  });
  const file = path.join(folder, "mine.jsonl");
  writeFileSync(file, linesOf(recordsOf(run)));
  return { file, run };
}

describe("what is cited of builds that `run` compared", () => {
  for (const builds of [
    ["22.1.0", "24.1.0"],
    ["22.1.0", "24.1.0", "26.1.0"],
  ]) {
    it(`stands in the page that \`tables\` makes, of ${builds.length}`, async (context) => {
      const { file, run } = stored(context, {}, builds);
      const { citables, isPublished, mainPage, makePages } = await citedRun(file);
      assert.deepEqual([isPublished, mainPage], [false, "README.md"]);
      assert.match(makePages, / tables \S+mine\.jsonl$/);
      const page = changesPage(buildChanges(run, 0));
      assert.equal(citables.length, 2 * (builds.length + builds.length - 1));
      for (const one of citables) {
        const row = rowOf(page, one.row.anchor);
        if (one.against === null) {
          expectTime(one, row.get(one.id.startsWith("node@22.1.0") ? "base, µs" : "head, µs")!);
          continue;
        }
        assert.equal(one.against, "node@22.1.0");
        expectChange(one, row, "CPU: change [95 %]");
        assert.ok(one.text("x").includes(`; ${row.get("base, µs")} → ${row.get("head, µs")} µs; `));
      }
    });
  }
});

describe("what is cited of a sweep that is not published", () => {
  const commandLine = ["npm", "run", "-s", "ctxcost", "--", "versions", "--runtime", "node"];

  it("stands in the page that `versions` makes", async (context) => {
    const { file } = stored(context, { commandLine }, ["22.1.0", "24.1.0", "26.1.0"]);
    const { citables, isPublished, makePages } = await citedRun(file);
    assert.equal(isPublished, false);
    assert.match(makePages, / versions --from \S+mine\.jsonl$/);
    assert.deepEqual([...new Set(citables.map(({ row }) => row.page))], ["versions-node.md"]);
    // Each against the one before it, and the newest against the oldest.
    const ofNewest = citables.filter(({ id }) => id === "node@26.1.0/node:tls/bundle/create/fresh");
    assert.deepEqual(
      ofNewest.map(({ against }) => against),
      [null, "node@24.1.0", "node@22.1.0"],
    );
  });

  it("is so of a copy of a published one as well", async (context) => {
    const { file } = stored(context, {}, ["22.1.0", "24.1.0"]);
    copyFileSync(rawFileOf("deno"), `${file}.gz`);
    assert.equal((await citedRun(`${file}.gz`)).isPublished, false);
  });
});
