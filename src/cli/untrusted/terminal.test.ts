/** What is printed of a stranger's file shows its words, and makes no terminal do anything. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, it } from "node:test";
import { syntheticRun } from "../../core/synthetic-run.ts";
import { projectRoot } from "../../run/project.ts";
import { recordsOf } from "./page-makers.ts";
import { linesOf, written } from "./untrusted-file.ts";

/** Clears the screen, names the window, goes back to the line's begin, turns letters around. */
const evil = "\u001b[2J\u001b]0;owned\u0007\r\u202e\u009b31m";

function fileOf(client: string, runId: string): string {
  const cases = [{ client: `${client}${evil}`, latencyNs: { fresh: 1000, shared: 1000 } }];
  return written(
    linesOf(recordsOf(syntheticRun({ cases, rounds: 1, header: { runId } }))),
    `${client}.jsonl`,
  );
}

/** A header's words may be anything as well. */
const dated = written(
  linesOf(
    recordsOf(
      syntheticRun({
        cases: [{ client: "node:tls", latencyNs: { fresh: 1000, shared: 1000 } }],
        header: { runId: "20261124-1530-00000003", startedAt: `2026${evil}` },
      }),
    ),
  ),
  "dated.jsonl",
);

function printed(...words: string[]): string {
  const { stdout, stderr } = spawnSync(process.execPath, ["src/cli/launch.js", ...words], {
    cwd: projectRoot,
    encoding: "utf8",
  });
  return stdout + stderr;
}

describe("ctxcost of a stranger's file", () => {
  const [one, other] = [fileOf("one", "20261124-1530-00000001"), fileOf("other", "20261124-1530-00000002")];
  const torn = written(`${linesOf([syntheticRun({ cases: [] }).header])}{"kind":${evil}\n{}`, "torn.jsonl");
  const commands: readonly [string[], RegExp][] = [
    [["tables", one, "--out", `${one}-pages`], /\| one\uFFFD/],
    [["tables", torn], /line 2: expected a JSON object: .*\uFFFD/],
    [["cite", dated, "node/node:tls/bundle/create"], /node:tls, bundle, create: fresh ÷ shared .*2026\uFFFD/],
    [["compare", one, other], /they have no arm in common.*other\uFFFD/],
  ];
  for (const [words, expected] of commands) {
    it(`prints nothing for the terminal to obey: ${words[0]}, ${words.length} words`, () => {
      const text = printed(...words);
      assert.match(text, expected);
      assert.doesNotMatch(text, /(?![\t\n])[\p{Cc}\p{Bidi_Control}]/u, JSON.stringify(text));
    });
  }

  it("prints a reason once that cites what a terminal would obey", () => {
    assert.equal(printed("tables", torn).split("is not valid JSON").length - 1, 1);
  });
});
