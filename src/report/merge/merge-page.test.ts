/** Goldens: `node --test --test-update-snapshots src/report/merge/merge-page.test.ts` writes them; read their diff. */
import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";
import { syntheticBuilds, withSingleBuild } from "../../core/comparison/synthetic-builds.ts";
import { mergeResults } from "../../core/merge/merge-results.ts";
import { namedRun, syntheticMachine, syntheticMachineRun } from "../../core/merge/synthetic-merge.ts";
import type { Resume, Run } from "../../core/records.ts";
import { hostileMarkup, hostileWords } from "../hostile-markup.ts";
import { mergePage, mergeSummary } from "./merge-page.ts";

const golden = (name: string) => path.join(import.meta.dirname, "..", "golden", name);
const whole = { serializers: [String] };
const place = { rawFile: "../merge-5f3a9c01.jsonl", projectFolder: "../../.." };
const pageOf = (...runs: Run[]) => mergePage(mergeResults(runs.map((run) => namedRun(run))), place);

const resume: Resume = {
  kind: "resume",
  stoppedAt: "2026-11-25T15:40:00.000Z",
  resumedAt: "2026-11-25T15:44:05.000Z",
  gapNs: 245e9,
  elapsedBeforeNs: 600e9,
  observationsBefore: 61,
  loadAverage: [0.1, 0.2, 0.3],
  warnings: [],
};

/** Two whole runs, one resumed and the other of a machine that lies apart; and two shards of three. */
function machines(): Run[] {
  const arm = { cpuModel: "Synthetic ARM", cpuCount: 8, architecture: "arm64" };
  const { machine } = syntheticMachineRun({ seed: 1 }).header;
  const shard = (index: number) => ({ index, count: 3 });
  return [
    { ...syntheticMachineRun({ seed: 1 }), resumes: [resume] },
    syntheticMachineRun({ seed: 2, factor: 1.2, header: { machine: { ...machine, ...arm } } }),
    syntheticMachineRun({ seed: 3, header: { shard: shard(1) }, only: (id) => id.includes("/bundle/") }),
    { ...syntheticMachineRun({ seed: 4, header: { shard: shard(3) }, only: () => false }), finish: null },
  ];
}

describe("mergePage()", () => {
  it("shows what is pooled, what is not, and each machine", (context) => {
    const text = pageOf(...machines());
    context.assert.fileSnapshot(text, golden("merge.md"), whole);
    assert.match(text, /the machines do not have one ratio in 4 pairs/);
    assert.match(text, /These describe their machines alike: M1, M3, M4/);
    assert.match(text, /M4 did not come to its end/);
    assert.match(text, /the run was stopped after 61 observations, .* 4:05 \(min:s\) later/);
    assert.doesNotMatch(text, /cases are missing/);
    const names = [...text.matchAll(/<a id="([^"]+)">/g)].map(([, name]) => name!);
    assert.deepEqual(
      names.filter((name, index) => names.indexOf(name) !== index),
      [],
      "no two rows have one name",
    );
  });
});

describe("mergePage() of builds", () => {
  it("shows builds against the first that was named", (context) => {
    const builds = ["node@22.9.0", "node@24.1.0"].map((build) => ({ build, version: build.slice(5) }));
    const run = (seed: number) =>
      syntheticBuilds({
        builds,
        cases: [{ client: "node:tls" }],
        contexts: ["fresh", "shared"],
        header: { runId: `20261125-1530-0000000${seed}`, seed, codeSha256: "12".repeat(32) },
        latencyNs: (build, _case, round) => 1e6 * (1 + build) * (1 + 0.001 * ((round * (build + seed)) % 13)),
      });
    const text = pageOf(run(1), run(2));
    context.assert.fileSnapshot(text, golden("merge-of-builds.md"), whole);
    assert.doesNotMatch(text, /nothing to compare/);
    assert.match(
      text,
      /node:tls +\| bundle +\| create +\| fresh +\| node@24\.1\.0 +\| node@22\.9\.0 +\| +\*\*2\.00/,
    );
    assert.match(text, /\| +1,00\d.→.2,0\d\d \|/);
  });
});

describe("mergePage() of builds with a single one", () => {
  const builds = ["node@22.9.0", "node@24.1.0"].map((build) => ({ build, version: build.slice(5) }));
  const run = (seed: number) => {
    const header = { runId: `20261125-1530-0000000${seed}`, seed, codeSha256: "12".repeat(32) };
    const two = syntheticBuilds({ builds, cases: [{}], header, latencyNs: (build) => 1e6 * (1 + build) });
    return withSingleBuild(two, { runtime: "deno", version: "2.9.6" });
  };

  it("says that there is nothing to compare, and has its times by machine", () => {
    const text = pageOf(run(1), run(2));
    const [, ratios, each] = text.split(/^## (?:Ratios|Each machine)$/m);
    assert.match(ratios!, /^deno@2\.9\.6: one build of deno: nothing to compare\.$/m);
    assert.doesNotMatch(ratios!, /^\| .*deno/m);
    assert.match(each!, /deno@2\.9\.6: 2 times/);
    for (const machine of ["m1", "m2"])
      assert.ok(
        each!.includes(`<a id="single-${machine}-deno-2-9-6-node-https-bundle-create-fresh"></a>`),
        machine,
      );
    assert.match(
      mergeSummary(mergeResults([run(1), run(2)].map((one) => namedRun(one)))),
      /nothing to compare/,
    );
  });
});

describe("mergePage(), read", () => {
  it("says what is missing before the first number", () => {
    const text = pageOf(...machines().slice(2));
    assert.match(
      text,
      /^> \*\*Warning:\*\* 3 of the plan's 5 cases are missing, e\.g\. `node\/.*`; shard 2\/3 is not here/m,
    );
  });

  it("is bold, plain or ~ by the whole plan, by the mean's interval, or by neither", () => {
    const at = (...factors: number[]) =>
      pageOf(...factors.map((factor, seed) => syntheticMachineRun({ seed: seed + 1, factor })));
    const cell = (text: string) =>
      /node:https +\| bundle +\| create +\| shared +\| +(.*?) \|/.exec(text)![1]!;
    assert.match(cell(at(1, 1.001)), /^\*\*2\.00\*\*.\[/);
    // log 2.05 ± 12.7 × 0.024: above 0, and p is above 0.05 ÷ 4.
    assert.match(cell(at(1, 1.05)), /^2\.05.\[1\.5/);
    assert.match(cell(at(1, 1.2)), /^~.2\.19.\[0\./);
  });

  it("pools no times", () => {
    const text = pageOf(...machines());
    const ratios = text.slice(text.indexOf("## Ratios"), text.indexOf("## How to read it"));
    assert.doesNotMatch(ratios, /µs/);
    assert.match(text, /\| M1 +\| +2,\d{3}.→.1,000 \|/);
  });

  it("keeps a hostile file's words text", () => {
    const run = syntheticMachineRun({ seed: 1 });
    const { header } = run;
    const machine = {
      ...header.machine,
      cpuModel: hostileWords,
      operatingSystem: hostileWords,
      kernel: hostileWords,
    };
    const runtimes = header.runtimes.map((facts) => ({ ...facts, version: hostileWords }));
    const text = pageOf({
      ...run,
      header: { ...header, runId: hostileWords, startedAt: hostileWords, machine, runtimes },
    });
    assert.deepEqual(hostileMarkup(text), []);
  });
});

describe("mergeSummary()", () => {
  it("has the shared ratios alone, and needs no more than one run", () => {
    const text = mergeSummary(mergeResults([syntheticMachine({ seed: 1 })]));
    assert.match(text, /^Node 1\.2\.3: 1 run of 13 rounds, 2026-11-24/);
    assert.match(text, /node:https +\| bundle +\| create +\| shared +\| +\*\*2\.00\*\*/);
  });
});
