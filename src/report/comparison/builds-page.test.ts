/** Goldens: `node --test --test-update-snapshots src/report/comparison/builds-page.test.ts` writes them; read their diff. */
import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";
import { syntheticBuilds, withSingleBuild } from "../../core/comparison/synthetic-builds.ts";
import type { Check, Observation, Run } from "../../core/records.ts";
import { failing, measuring } from "../../core/synthetic-run.ts";
import { pages, summary } from "../pages.ts";
import { withoutAnchors } from "../row-anchor.ts";
import { reportOf } from "../synthetic-report.ts";
import { buildChanges, buildsSummary } from "./builds-page.ts";
import { changesPage } from "./changes-page.ts";

const golden = (name: string) => path.join(import.meta.dirname, "..", "golden", name);
const whole = { serializers: [String] };
const builds = [
  { build: "node@22.1.0", version: "22.1.0", binarySha256: "01".repeat(32) },
  { build: "new", version: "26.10.0", binarySha256: "02".repeat(32) },
];
const check: Check = {
  kind: "check",
  runtime: "node",
  build: "new",
  client: "undici",
  trust: "bundle",
  context: "fresh",
  premise: "refuses",
  passed: false,
  detail: "it | answered",
};

/** One of everything: slower by much and by little, faster, indistinct, short of rounds, failed; coarse CPU. */
function everything(): Run {
  const factors = [1.2, 1.03, 0.8, 1, 1, 1];
  const wobble = (build: number, round: number) => 1 + 0.001 * ((round * (build + 3)) % 13);
  const run = syntheticBuilds({
    builds,
    cases: [
      { client: "node:tls" },
      { client: "node:https" },
      { client: "node:http2" },
      { client: "undici" },
      { client: "fetch", scenario: "request" },
      { client: "undici-fetch" },
    ],
    latencyNs: (build, case_, round) => 1e6 * (build === 1 ? factors[case_]! : 1) * wobble(build, round),
    observe: observed,
    header: { warnings: ["the load is 2.0 on 2 CPUs"] },
  });
  return { ...run, checks: [check] };
}

function observed(one: Observation, build: number): Observation {
  if (one.status !== "valid" || build !== 1) return one;
  if (one.armId.includes("/undici-fetch/")) return failing(one, "exited with code 7: no `ca` | here");
  if (one.armId.includes("/fetch/") && one.round < 4) return failing(one, "exited with code 7");
  return one.armId.includes("/undici/") ? measuring(one, { cpuResolutionNs: 10e6 }) : one;
}

describe("buildChanges() and changesPage()", () => {
  it("show everything that a comparison of builds can", (context) => {
    const text = changesPage(buildChanges(everything(), 0.05));
    context.assert.fileSnapshot(text, golden("builds.md"), whole);
    assert.match(rowOf(text, "node:tls"), /\*\*slower.by.more.than.5\.00.%\*\* \(p 0\.001\)|\(p < 0\.001\)/);
    assert.match(rowOf(text, "node:https"), /\| slower \(p/);
    assert.match(rowOf(text, "node:http2"), /\| faster \(p/);
    assert.match(rowOf(text, "undici"), /\| ~ \(would have seen ±.* below resolution \| +13 \|$/);
    assert.match(rowOf(text, "fetch"), /too many rounds missing .*\| 10\/13 \|$/);
    assert.match(
      text,
      /\n- exited with code 7: no `ca` \\\| here: `new\/undici-fetch\/bundle\/create\/fresh`/,
    );
  });

  it("set bold what the exit code is about: without a threshold whatever is slower", () => {
    const text = changesPage(buildChanges(everything(), 0));
    assert.match(rowOf(text, "node:https"), /\*\*slower\*\* \(p/);
    assert.doesNotMatch(text, /by more than/);
  });

  it("name two heads in their rows, each with its mean", (context) => {
    const run = syntheticBuilds({
      builds: [...builds, { build: "old", version: "20.9.0", binarySha256: "01".repeat(32) }],
      cases: [{ client: "node:tls" }, { client: "undici" }],
      latencyNs: (build, _, round) => 1e5 * 2 ** build * (1 + round / 1000),
    });
    const text = changesPage(buildChanges(run, 0));
    context.assert.fileSnapshot(text, golden("builds-of-two-heads.md"), whole);
    assert.match(text, /old \(20\.9\.0\) is the same executable as node@22\.1\.0: nothing should differ/);
    assert.match(rowOf(text, "new/node:tls"), /\+100 % /);
    assert.match(rowOf(text, "*geometric mean, old*"), /\+300 % /);
  });
});

/** The table's line that begins with this, spaces as spaces. */
function rowOf(text: string, name: string): string {
  const row = withoutAnchors(text)
    .split("\n")
    .find((line) => line.startsWith(`| ${name}`) && /[/ *|]/.test(line[name.length + 2]!));
  assert.ok(row, `no row ${name} in ${text}`);
  return row.replaceAll("\u00A0", " ");
}

const plain = (build: number) => 1e6 * (1 + build / 10);

describe("buildChanges()'s warnings", () => {
  it("say that n is too small, and what is missing", () => {
    const run = syntheticBuilds({ builds, cases: [{}], rounds: 13, latencyNs: plain });
    const killed = { ...run, observations: run.observations.filter(({ round }) => round <= 4), finish: null };
    const text = changesPage(buildChanges(killed, 0));
    assert.match(text, /n is too small for any verdict: 4 at most, and to judge 1 together each needs 6/);
    assert.match(text, /the run did not come to its end: 4 of 13 rounds are in it$/m);
  });

  it("say which build is missing where nothing is left to compare", () => {
    const missingRuntimes = [
      { runtime: "node", reason: "out/node is no file that can be executed" },
    ] as const;
    const run = syntheticBuilds({
      builds: [builds[0]!],
      cases: [{}],
      latencyNs: plain,
      header: { missingRuntimes },
    });
    const text = changesPage(buildChanges(run, 0));
    assert.match(text, /node is missing in the run: out\/node is no file/);
    assert.match(
      text,
      /\*\*Nothing can be compared\.\*\*\n\n\*\*One build of node: nothing to compare\.\*\*/,
    );
    assert.doesNotMatch(text, /BASE|HEAD/);
  });
});

describe("pages() and summary() of a run of builds", () => {
  const report = reportOf(everything());
  it("are one page, with what compare prints and how the run was made", async (context) => {
    const all = await pages(report);
    assert.deepEqual([...all.keys()], ["README.md"]);
    const text = all.get("README.md")!;
    context.assert.fileSnapshot(text, golden("builds-README.md"), whole);
    assert.ok(text.includes(buildsSummary(report.run)));
    assert.doesNotMatch(text, /\n\n\n/);
  });

  it("say once what failed", () => {
    const text = summary(report);
    assert.equal(text.match(/observations failed/g)?.length, 1);
    assert.ok(!text.endsWith("\n\n"));
  });
});

describe("buildChanges() of a run with a single build", () => {
  const two = syntheticBuilds({
    builds,
    cases: [{ client: "node:tls" }, { client: "fetch", scenario: "request" }],
    contexts: ["fresh", "shared"],
    latencyNs: plain,
  });
  const run = withSingleBuild(two, { runtime: "deno", version: "2.9.6" });

  it("shows its times, and says that there is nothing to compare", (context) => {
    const text = changesPage(buildChanges(run, 0));
    context.assert.fileSnapshot(text, golden("builds-and-a-single.md"), whole);
    assert.match(text, /^\*\*BASE\*\* `node@22\.1\.0` {2}\n\*\*HEAD\*\* `new \(26\.10\.0\)`\n/);
    assert.match(text, /over all 4 pairs that were planned/);
    const [table, single] = text.split("**One build of deno: nothing to compare.**");
    assert.doesNotMatch(table!, /deno/);
    for (const context_ of ["fresh", "shared"])
      assert.ok(single!.includes(`<a id="arm-deno-2-9-6-node-tls-bundle-create-${context_}"></a>`));
  });

  it("is in the run's page and its summary", async () => {
    const report = reportOf(run);
    const all = await pages(report);
    for (const text of [all.get("README.md")!, summary(report)])
      assert.match(text, /One build of deno: nothing to compare/);
  });
});
