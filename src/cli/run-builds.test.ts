/** `run --runtime` with builds, and `run --counts-from`, in a copy of the project. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import { after, describe, it } from "node:test";
import type { Run } from "../core/records.ts";
import { loadRun } from "../run/load-run.ts";
import { copyProject } from "./project-copy.ts";

const project = await copyProject();
after(() => project.remove());

const one = [
  "--client",
  "node:tls",
  "--trust",
  "private-ca",
  "--scenario",
  "create",
  "--context",
  "fresh,shared",
];
const fileOf = (name: string) => path.join(project.folder, name);

async function stored(name: string): Promise<Run> {
  return (await loadRun(fileOf(name))).run;
}

describe("ctxcost run --runtime with builds", () => {
  it("compares them, named by what they are, and stores no path", async (context) => {
    if (process.platform === "win32") return context.skip("links need a privilege there");
    const { stdout: executable } = project.ctxcost("which", "bun");
    symlinkSync(executable.trim(), fileOf("my-secret-bun"));
    const words = ["run", "--runtime", `bun,bun,bun=${fileOf("my-secret-bun")}`, ...one, "--rounds", "2"];
    const { status, stderr, stdout } = project.ctxcost(...words, "--out", "builds.jsonl");
    assert.equal(status, 0, stderr);
    const { header, plan, observations } = await stored("builds.jsonl");
    const names = header.runtimes.map(({ build }) => build!);
    const version = header.runtimes[0]!.version;
    assert.deepEqual(names.slice(0, 2), [`bun@${version}`, `bun@${version}#2`]);
    assert.match(names[2]!, /^bun@[\d.]+\+[0-9a-f]{8}$/);
    assert.equal(plan.familySize, 4, "two later builds, under two contexts each");
    assert.equal(observations.length, 2 * 3 * 2);
    assert.ok(observations.every(({ armId }) => names.some((name) => armId.includes(name))));
    assert.ok(names.slice(1).every((name) => stdout.includes(name)));
    assert.ok(!readFileSync(fileOf("builds.jsonl"), "utf8").includes(project.folder));
    assert.ok(header.commandLine.includes("bun,bun,bun=…/my-secret-bun"), header.commandLine.join(" "));
  });
});

describe("ctxcost run --runtime with builds of one runtime, and one of another", () => {
  it("takes a runtime's only build along, which has nothing to be compared with", async () => {
    const words = ["run", "--quick", "--runtime", "bun,node,node", ...one, "--rounds", "1"];
    const { status, stderr, stdout } = project.ctxcost(...words, "--out", "single.jsonl");
    assert.equal(status, 0, stderr);
    const { header, plan, observations } = await stored("single.jsonl");
    const [bun, base, head] = header.runtimes.map(({ build }) => build!);
    assert.match(`${bun} ${base} ${head}`, /^bun@[\d.]+ (node@[\d.]+) \1#2$/);
    assert.equal(plan.familySize, 2, "a later build, under two contexts");
    assert.equal(observations.length, 3 * 2);
    const merged = project.ctxcost("merge", "single.jsonl", "--out", "merge.jsonl", "--tables", "merged");
    const compared = project.ctxcost("compare", "single.jsonl");
    const tables = project.ctxcost("tables", "single.jsonl", "--out", "pages");
    const shown = [stdout, compared.stdout, merged.stdout, tables.stdout];
    for (const text of [...shown, readFileSync(fileOf("pages/README.md"), "utf8")])
      assert.match(text, /one build of bun: nothing to compare/i);
    for (const each of [merged, compared, tables]) assert.equal(each.status, 0, each.stderr);
    const json = JSON.parse(project.ctxcost("compare", "single.jsonl", "--json").stdout);
    assert.deepEqual([json.familySize, json.changes.length, json.singleBuilds[0].build], [2, 2, bun]);
    assert.equal(project.ctxcost("findings", "single.jsonl", "--json").stdout.trim(), "[]");
    const cited = project.ctxcost("cite", "single.jsonl", `${bun}/node:tls/private-ca/create/fresh`);
    assert.match(
      cited.stdout,
      /\/README\.md#arm-bun-[-\d]+-node-tls-private-ca-create-fresh\)$/m,
      cited.stderr,
    );
  });
});

describe("ctxcost run --runtime with builds that cannot be compared", () => {
  const wrong: [string, RegExp, number][] = [
    ["bun,bun=/nothing/here", /--runtime bun=\/nothing\/here: no file that can be executed/, 2],
    ["bun@latest", /expected a version after the @, e\.g\. bun@1\.4/, 2],
    ["bun@../../x", /expected a version after the @/, 2],
    ["", /--runtime : it names nothing; expected e\.g\. node or node@22,node/, 2],
    ["bn@1", /--runtime bn: unknown\. Did you mean bun\?/, 2],
    [`bun,bun=${process.execPath}`, /compare builds of bun: only bun@\S+ runs.*is node, not bun/, 1],
  ];
  for (const [builds, expected, code] of wrong) {
    it(`measures nothing for ${builds.replace(process.execPath, "a Node")}`, () => {
      const { status, stderr } = project.ctxcost(
        "run",
        "--runtime",
        builds,
        ...one,
        "--rounds",
        "1",
        "--out",
        "no.jsonl",
      );
      assert.match(stderr, expected);
      assert.equal(status, code);
      assert.ok(!existsSync(fileOf("no.jsonl")));
    });
  }
});

describe("ctxcost run --counts-from", () => {
  const counts = ({ plan }: Run) =>
    plan.cases.map(({ id, warmupOperations, timedOperations }) => [id, warmupOperations, timedOperations]);

  it("takes the other run's numbers of operations, which are run", async () => {
    // A quick run has other counts than a full one would calibrate.
    const quick = project.ctxcost(
      "run",
      "--quick",
      "--runtime",
      "bun",
      ...one,
      "--rounds",
      "1",
      "--out",
      "quick.jsonl",
    );
    assert.equal(quick.status, 0, quick.stderr);
    const words = ["run", "--runtime", "bun", ...one, "--rounds", "1"];
    const calibrated = project.ctxcost(...words, "--out", "calibrated.jsonl");
    assert.equal(calibrated.status, 0, calibrated.stderr);
    const again = project.ctxcost(...words, "--counts-from", fileOf("quick.jsonl"), "--out", "again.jsonl");
    assert.equal(again.status, 0, again.stderr);
    const [first, own, second] = [
      await stored("quick.jsonl"),
      await stored("calibrated.jsonl"),
      await stored("again.jsonl"),
    ];
    assert.notDeepEqual(counts(own), counts(first));
    assert.deepEqual(counts(second), counts(first));
    const timed = second.plan.cases[0]!.timedOperations;
    assert.ok(second.observations.every(({ measurement }) => measurement!.operationNs.length === timed));
    assert.ok(second.header.commandLine.join(" ").endsWith("--counts-from quick.jsonl"), "by its name alone");
  });

  it("refuses a file that is not there, and modes with numbers of their own", () => {
    const missing = project.ctxcost("run", ...one, "--counts-from", "nothing.jsonl");
    assert.match(missing.stderr, /read the results file nothing\.jsonl/);
    assert.equal(missing.status, 1);
    const quick = project.ctxcost("run", "--quick", ...one, "--counts-from", "quick.jsonl");
    assert.match(quick.stderr, /--counts-from with --quick: it has numbers of its own/);
    assert.equal(quick.status, 2);
  });
});
