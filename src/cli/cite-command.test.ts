/** Citations of the published run: what is cited stands in the table, and the link goes to its row. */
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, it } from "node:test";
import { gunzipSync } from "node:zlib";
import { syntheticRun } from "../core/synthetic-run.ts";
import { resultsFolder } from "../run/project.ts";
import { linkPattern, publishedRow } from "./cited-line.ts";
import { runMain } from "./run-main.ts";
import { recordsOf } from "./untrusted/page-makers.ts";
import { linesOf } from "./untrusted/untrusted-file.ts";

const cite = (...words: string[]) => runMain("cite", ...words);

describe("ctxcost cite", () => {
  it("cites a ratio with what the table says, and links to its row", () => {
    const { stdout, status, stderr } = cite("published", "node/node:tls/bundle/request");
    assert.equal(status, 0, stderr);
    const line = stdout.trimEnd();
    assert.doesNotMatch(line, /\n/);
    const [, ratio, interval] =
      /^Node \d+\.\d+\.\d+, node:tls, bundle, request: fresh ÷ shared \*\*(\S+)\*\* (\[\S+, \S+\]) \(n = \d+ pairs; \S+ → \S+ µs; CPU saved /.exec(
        line,
      ) ?? assert.fail(line);
    const [, , page, anchor] = linkPattern.exec(line) ?? assert.fail(line);
    const row = publishedRow(page!, anchor!);
    assert.ok(row.includes(` ${ratio} `) && row.includes(interval!), row);
  });

  it("says of a ratio that shows nothing what would have been seen", () => {
    const { stdout } = cite("published", "deno/node:tls/bundle/request");
    assert.match(stdout, /fresh ÷ shared \S+ \[\S+, \S+\] ~ \(would have seen ±/);
  });

  it("cites one arm, and another pair", () => {
    const arm = cite("published", "bun/fetch/bundle/request/fresh").stdout.trimEnd();
    assert.match(
      arm,
      /^Bun \S+, fetch, bundle, request, fresh: \*\*\S+\*\* \[\S+, \S+\] µs \(n = \d+ processes; CPU /,
    );
    const [, , page, anchor] = linkPattern.exec(arm) ?? assert.fail(arm);
    publishedRow(page!, anchor!);
    const pair = cite("published", "node/node:tls/bundle/request", "--against", "distinct").stdout;
    assert.match(pair, /fresh ÷ distinct .*#pair-node-node-tls-bundle-request-distinct\)$/m);
  });
});

const sweepFile = path.join(resultsFolder, "versions", "deno.jsonl.gz");
const sweepId = /"runId":"([^"]+)"/.exec(gunzipSync(readFileSync(sweepFile)).toString())![1]!;
const arm = "deno@2.8.3/node:tls/bundle/request/fresh";

describe("ctxcost cite, of a sweep over versions", () => {
  it("cites a version's time by the run's id, in the committed page", () => {
    const { stdout, status, stderr } = cite(sweepId, arm);
    assert.equal(status, 0, stderr);
    assert.doesNotMatch(stderr, /git ignores/);
    const [, time] = /^Deno 2\.8\.3, node:tls, .*: \*\*(\S+)\*\* \[/.exec(stdout) ?? assert.fail(stdout);
    const [, run, page, anchor] = linkPattern.exec(stdout.trimEnd()) ?? assert.fail(stdout);
    assert.deepEqual([run, page], [sweepId, "results/versions-deno.md"]);
    assert.ok(publishedRow(page!, anchor!).includes(` ${time}<br>`));
  });

  it("cites a change by the version before it, with an address", () => {
    for (const against of ["2.7.14", "deno@2.7.14"]) {
      const { stdout, status, stderr } = cite(
        sweepFile,
        arm,
        "--against",
        against,
        "--base",
        "https://example.com/x",
      );
      assert.equal(status, 0, stderr);
      assert.match(
        stdout,
        /^Deno 2\.7\.14 → 2\.8\.3, node:tls, bundle, request, fresh: \*\*\+\d+ %\*\* \[\S+, \S+\], slower \(p 0\.\d+ after Holm over \d+ comparisons; n = \d+ pairs; /,
      );
      assert.match(
        stdout,
        /\(https:\/\/example\.com\/x\/results\/versions-deno\.md#change-deno-.*-2-7-14-2-8-3\)$/m,
      );
    }
  });
});

describe("ctxcost cite, of what a sweep does not have", () => {
  it("names what is mistyped, and what there is", () => {
    for (const [words, expected] of [
      [[`${sweepId.slice(0, -1)}x`, arm], new RegExp(`no such run\\. Did you mean ${sweepId}\\?`)],
      [
        [sweepId, arm, "--against", "2.7.15"],
        /--against 2\.7\.15: not measured for \S+; there is deno@2\.7\.14$/m,
      ],
      [
        [sweepId, arm.replace("fresh", "frehs")],
        /the nearest there are deno@2\.8\.3\/node:tls\/bundle\/request\/fresh, /,
      ],
      [
        [sweepId, "deno/node:tls/bundle/request"],
        /the run compares builds, and has no ratio of contexts; measured are .*; all rows: results\/versions-deno\.md/,
      ],
    ] as const) {
      const { stderr, status } = cite(...words);
      assert.equal(status, 2, stderr);
      assert.match(stderr, expected);
    }
  });
});

describe("ctxcost cite, of a run and an address", () => {
  it("takes a run by its id, and puts an address before the link", () => {
    const { run } = JSON.parse(readFileSync(path.join(resultsFolder, "published.json"), "utf8")) as {
      run: string;
    };
    const id = path.basename(run, ".jsonl.gz");
    const { stdout } = cite(id, "node/node:tls/bundle/request", "--base", "https://example.com/blob/abc/");
    assert.match(stdout, /\(https:\/\/example\.com\/blob\/abc\/results\/node\.md#pair-node-/);
  });

  it("says of a run that is not published that nobody else can follow the link", (context) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-cite-"));
    context.after(() => rmSync(folder, { recursive: true, force: true }));
    const file = path.join(folder, "mine.jsonl");
    const run = syntheticRun({ cases: [{ latencyNs: { fresh: 2000, shared: 1000 } }] });
    writeFileSync(file, linesOf(recordsOf(run)));
    const words = [file, "node/node:https/bundle/create"];
    const { status, stderr } = cite(...words);
    assert.equal(status, 0, stderr);
    const where = /results\/local\/20261124-1530-00000007\/, which git ignores: /;
    assert.match(stderr, where);
    assert.match(stderr, /nobody else can follow it/);
    assert.match(stderr, /node\.md does not show this run yet; to make it: .* tables .*mine\.jsonl$/m);
    const refused = cite(...words, "--base", "https://example.com/blob/abc");
    assert.equal(refused.status, 2);
    assert.match(refused.stderr, where);
  });

  it("names what is mistyped, and what there is", () => {
    for (const [words, expected] of [
      [
        ["published", "node/node:tls/bundel/request"],
        /the nearest there are node\/node:tls\/bundle\/request, \S+, \S+; all cases: npm run/,
      ],
      [
        ["published", "node/node:tls/bundle/request/shraed"],
        /the nearest there are node\/node:tls\/bundle\/request\/shared, /,
      ],
      [
        ["published", "node/node:tls/bundle/request/fresh", "--against", "shared"],
        /there is no ratio, as it is one arm/,
      ],
      [["published", "node/node:tls/bundle/request", "--against", "shraed"], /there is shared, distinct$/m],
      [
        ["published", "node/node:http2/bundle/create"],
        /cite node\/node:http2\/bundle\/create: unsupported: http2\.connect opens its connection at once/,
      ],
      [["20200101-0000-00000000", "x"], /cite 20200101-0000-00000000: no such run/],
      [
        ["published", "node/node:tls/bundle/request", "--base", "ftp://x"],
        /--base ftp:\/\/x: expected an address/,
      ],
    ] as const) {
      const { stderr, status } = cite(...words);
      assert.equal(status, 2, stderr);
      assert.match(stderr, expected);
    }
  });
});

/** Without headings and the line below them. */
function tableRows(markdown: string): string[] {
  return [...markdown.matchAll(/(?:^\|.*(?:\n|$))+/gm)].flatMap(([one]) =>
    one.trimEnd().split("\n").slice(2),
  );
}

describe("the pages in results/", () => {
  for (const page of readdirSync(resultsFolder).filter((name) => name.endsWith(".md"))) {
    it(`${page} has a name for each row`, () => {
      const rows = tableRows(readFileSync(path.join(resultsFolder, page), "utf8"));
      assert.ok(rows.length > 0);
      assert.deepEqual(
        rows.filter((row) => !/^\| *<a id="/.test(row)),
        [],
      );
    });
  }

  for (const page of readdirSync(resultsFolder).filter((name) => /\.(md|html)$/.test(name))) {
    it(`${page} has each row's name once`, () => {
      const text = readFileSync(path.join(resultsFolder, page), "utf8");
      // Not those in the page's data, which a script reads.
      const shown = text.replaceAll(/<script[\s\S]*?<\/script>/g, "");
      const names = [...shown.matchAll(/<a id="([a-z0-9-]+)"><\/a>/g)].map(([, name]) => name!);
      const twice = names.filter((name, index) => names.indexOf(name) !== index);
      assert.deepEqual([...new Set(twice)], []);
    });
  }
});
