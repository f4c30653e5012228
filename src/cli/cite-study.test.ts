/** Citations of rows of the studies' pages: what is cited stands in the row, and the link goes to it. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, it } from "node:test";
import { gunzipSync } from "node:zlib";
import { projectRoot, resultsFolder } from "../run/project.ts";
import { linkPattern, publishedRow } from "./cited-line.ts";
import { runMain } from "./run-main.ts";

const cite = (...words: string[]) => runMain("cite", ...words);

describe("ctxcost cite, of a study", () => {
  for (const [study, name, figure] of [
    ["memory", "held-node-node-tls-bundle", "fresh, KiB"],
    ["scale", "scale-deno-node-https-request", "µs per CA"],
    ["service", "service-bun-node-https-bundle", "% of a core"],
    ["profile", "profile-node-node-https-bundle-request-fresh-shared", "%"],
  ] as const) {
    it(`has each cell of a row of ${study}, and links to it`, () => {
      const { stdout, status, stderr } = cite(study, name);
      assert.equal(status, 0, stderr);
      const line = stdout.trimEnd();
      const [, runId, page, anchor] = linkPattern.exec(line) ?? assert.fail(line);
      assert.deepEqual([page, anchor], [`results/${study}.md`, name]);
      const text = readFileSync(path.join(projectRoot, page!), "utf8");
      assert.ok(line.startsWith(/^# (.+)$/m.exec(text)![1]!) && text.includes(runId!), line);
      assert.ok(line.includes(figure), line);
      const cells = publishedRow(page!, anchor!).split("|").slice(1, -1);
      for (const cell of cells.map((one) =>
        one.replace(/<a id="[^"]+"><\/a>/, "").replaceAll(/\[\d+\]/g, ""),
      ))
        assert.ok(cell.trim() === "—" || line.includes(cell.trim()), cell);
      assert.match(line, / \(\d+ rounds; .+; \d{4}-\d\d-\d\d\), \[ctxcost /);
    });
  }

  it("says which rows there are of that kind, and what does not go with a study", () => {
    const missing = cite("memory", "held-node-node-tls-bundel");
    assert.equal(missing.status, 2);
    assert.match(missing.stderr, /not in the file; the nearest there are held-node-node-tls-bundle, /);
    const against = cite("memory", "held-node-node-tls-bundle", "--against", "shared");
    assert.equal(against.status, 2);
    assert.match(against.stderr, /--against shared: a row of a study is cited as it is/);
    assert.match(cite("memry", "x").stderr, /no such run\. Did you mean memory\?/);
  });

  it("does not pretend that others have the page of a file that is not published", (context) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-cite-"));
    context.after(() => rmSync(folder, { recursive: true, force: true }));
    const file = path.join(folder, "memory.jsonl");
    writeFileSync(file, gunzipSync(readFileSync(path.join(resultsFolder, "studies", "memory.jsonl.gz"))));
    const { stdout, stderr, status } = cite(file, "held-node-node-tls-bundle");
    assert.equal(status, 0, stderr);
    assert.match(stdout, /\]\(results\/local\/memory\.md#held-node-node-tls-bundle\)$/m);
    assert.match(stderr, /which git ignores/);
    assert.equal(cite(file, "held-node-node-tls-bundle", "--base", "https://example.org").status, 2);
  });
});
