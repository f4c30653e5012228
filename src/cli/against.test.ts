/** The page of the other tools among the generated files, in a copy of the project. */
import assert from "node:assert/strict";
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, describe, it } from "node:test";
import { syntheticToolFile } from "../core/against/synthetic-tools.ts";
import { copyWithSmallPublication } from "./small-publication.ts";

const project = await copyWithSmallPublication();
after(() => project.remove());
const json = path.join(project.folder, "results", "against.json");
const page = path.join(project.folder, "results", "against.md");
rmSync(page);

describe("ctxcost generate", () => {
  it("needs no readings of other tools", () => {
    // The main page links the readings that are published here.
    assert.match(project.ctxcost("generate", "--check").stderr, /stale: results\/README\.md/);
    assert.equal(project.ctxcost("generate").status, 0);
    assert.equal(project.ctxcost("generate", "--check").status, 0);
    assert.ok(!existsSync(page));
  });

  it("makes their page where there are some, and finds it stale where it was changed", () => {
    writeFileSync(json, JSON.stringify(syntheticToolFile([{ tool: "ctxcost", ratios: [2, 3] }])));
    const missing = project.ctxcost("generate", "--check");
    assert.match(missing.stderr, /stale: results\/against\.md/);
    assert.equal(project.ctxcost("generate").status, 0);
    assert.match(readFileSync(page, "utf8"), /^# The same question asked of other tools/);
    assert.equal(project.ctxcost("generate", "--check").status, 0);
    appendFileSync(page, "x");
    assert.match(project.ctxcost("generate", "--check").stderr, /stale: results\/against\.md/);
  });

  it("says what is wrong with the readings", () => {
    writeFileSync(json, "{}");
    const { status, stderr } = project.ctxcost("generate", "--check");
    assert.equal(status, 1);
    assert.match(stderr, /against\.json, field kind: .*run it again/);
  });
});

describe("ctxcost against", () => {
  const wrong: [string[], RegExp][] = [
    [["--repeats", "0"], /--repeats 0: expected a whole number from 1 to 99/],
    [["--runtime", "nod"], /--runtime nod: unknown\. Did you mean node\?/],
    [["--runtime", "node", "--publish"], /--publish with --runtime: the page of a part/],
  ];
  for (const [words, expected] of wrong) {
    it(`refuses ${words.join(" ")}`, () => {
      const { status, stderr } = project.ctxcost("against", ...words);
      assert.match(stderr, expected);
      assert.equal(status, 2);
    });
  }
});
