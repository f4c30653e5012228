/** Golden: `node --test --test-update-snapshots src/report/selftest/selftest-page.test.ts` writes it; read its diff. */
import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";
import type { Header, Run } from "../../core/records.ts";
import { balanced, syntheticSelftest } from "../../core/selftest/synthetic-selftest.ts";
import { hostileMarkup, hostileWords } from "../hostile-markup.ts";
import { selftestPage } from "./selftest-page.ts";
import { inFiles, syntheticSelftestRuns } from "./synthetic-selftest-runs.ts";

const golden = path.join(import.meta.dirname, "..", "golden", "selftest.md");
const runs = syntheticSelftestRuns();
const pageOf = (some: readonly Run[]) => selftestPage(inFiles(some));

function withHeader(run: Run, changes: Partial<Header>): Run {
  return { ...run, header: { ...run.header, ...changes } };
}

describe("selftestPage()", () => {
  it("writes selftest.md", (context) => {
    context.assert.fileSnapshot(pageOf(runs), golden, { serializers: [String] });
  });

  it("names what it leaves out, and counts the rest", () => {
    const page = pageOf(runs);
    assert.match(
      page,
      /2 planned comparisons or cases say nothing and are left out; the other \d+ are counted/,
    );
    assert.match(page, /client-7\/bundle\/create\/shared, node#b against node#a \| 3 of 13 pairs are valid/);
    assert.doesNotMatch(pageOf(runs.slice(0, 1)), /left out/);
  });

  it("is made of each kind of run alone", () => {
    assert.match(pageOf(runs.slice(4)), /No run compared a build with itself\.[\s\S]*too few to say/);
    assert.match(pageOf(runs.slice(0, 1)), /No run had a build that is slowed down/);
    const { warnings: _, ...one } = runs[3]!.header;
    assert.equal(one.selftest!.check, "drift");
    assert.doesNotMatch(pageOf(runs.slice(3, 4)), /any false verdict/);
  });

  it("is made of a run in which nothing counts", () => {
    const none = syntheticSelftest({ comparisons: 2, rounds: 3, ratio: (_, round) => balanced(round) });
    assert.match(pageOf([none]), /Not one comparison counts: no goal can be judged/);
  });

  it("says of a run that did not come to its end that it was cut short", () => {
    const cut = { ...runs[0]!, finish: null };
    assert.match(pageOf([cut, runs[1]!]), /\| +cut short \|/);
  });
});

describe("selftestPage() on where its runs are from", () => {
  it("says a warning once, and before how many runs it was given", () => {
    const warned = (load: number) => withHeader(runs[0]!, { warnings: [`the load is ${load}: wait`] });
    assert.match(
      pageOf([warned(1.5), warned(2), runs[1]!]),
      /Warning:\*\* the load is 1\.5: wait \(before 2 of 3 runs\)/,
    );
    assert.doesNotMatch(pageOf([warned(1.5), warned(2)]), /before \d of/);
  });

  it("warns where they do not belong together", () => {
    assert.doesNotMatch(pageOf(runs), /made with several/);
    const [first, second] = runs as [Run, Run];
    const other = withHeader(second, { gitCommit: "d".repeat(40) });
    assert.match(pageOf([first, other]), /Warning:\*\* these runs were made with several commits$/m);
    const newer = withHeader(second, {
      runtimes: second.header.runtimes.map((facts) => ({ ...facts, version: "2.0.0" })),
    });
    assert.match(
      pageOf([first, newer]),
      /^Node 1\.2\.3, Node 2\.0\.0, 2026-11-24[\s\S]*several versions of a runtime/m,
    );
    const moved = withHeader(second, { machine: { ...second.header.machine, cpuModel: "Another" } });
    assert.match(pageOf([first, moved]), /several machines/);
  });

  it("says which runtime is missing", () => {
    const missing = withHeader(runs[0]!, {
      missingRuntimes: [{ runtime: "deno", reason: "not installed: `npm ci`" }],
    });
    assert.match(pageOf([missing]), /Warning:\*\* deno is missing: not installed: `npm ci`/);
  });

  it("gives commands that can be pasted, each once", () => {
    const odd = withHeader(runs[0]!, { commandLine: ["npm", "run", "a b"] });
    assert.match(pageOf([odd, odd]), /```sh\nnpm run 'a b'\n```/);
  });
});

describe("a hostile self-test's file", () => {
  it("stays text in the page", () => {
    const run = withHeader(runs[1]!, {
      runId: hostileWords,
      startedAt: hostileWords,
      commandLine: [hostileWords],
      gitCommit: hostileWords,
      warnings: [hostileWords],
      missingRuntimes: [{ runtime: "deno", reason: hostileWords }],
      machine: {
        ...runs[1]!.header.machine,
        cpuModel: hostileWords,
        kernel: hostileWords,
        operatingSystem: hostileWords,
      },
    });
    const text = pageOf([run]);
    assert.deepEqual(hostileMarkup(text), []);
  });
});
