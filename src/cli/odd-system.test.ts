/** A run on a machine whose disk is full or read-only, whose network has no IPv6 or no free port, whose clock is odd. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, describe, it } from "node:test";
import { loadRun } from "../run/load-run.ts";
import { cannotMount, cannotUnshare, inNetwork, mountDisk, withoutWriting } from "./odd-system.ts";
import { cannotSeeProcesses, leftAfter } from "./processes-in.ts";
import { copyProject } from "./project-copy.ts";
import { twoArms } from "./started-run.ts";

const project = await copyProject({ packages: "linked" });
after(() => project.remove());
const { folder } = project;
const fileOf = (name: string) => path.join(folder, name);
const everyRuntime = ["run", "--client", "node:tls", "--trust", "private-ca", "--context", "fresh,shared"];

/** Changes a module of the copy for as long as `action` runs. */
async function withChanges<Value>(
  changes: Readonly<Record<string, readonly (readonly [string | RegExp, string])[]>>,
  action: () => Promise<Value>,
): Promise<Value> {
  const sources = Object.keys(changes).map((name) => [name, readFileSync(fileOf(name), "utf8")] as const);
  try {
    for (const [name, source] of sources) {
      let text = source;
      for (const [from, to] of changes[name]!) {
        const changed = text.replace(from, to);
        assert.notEqual(changed, text, `${from} is not in ${name}`);
        text = changed;
      }
      writeFileSync(fileOf(name), text);
    }
    return await action();
  } finally {
    for (const [name, source] of sources) writeFileSync(fileOf(name), source);
  }
}

describe("ctxcost run on a disk", { skip: cannotMount }, () => {
  it("that becomes full says which file and what is kept, and keeps it", async (context) => {
    const disk = mountDisk(fileOf("full-disk"), 64);
    context.after(() => disk.remove());
    const file = path.join(disk.folder, "run.jsonl");
    const { status, stderr } = project.ctxcost("run", ...twoArms, "--rounds", "100", "--out", file);
    assert.equal(status, 1, stderr);
    const said =
      /append to the results file \S+run\.jsonl: no space is left on its disk; the (\d+) records before are whole and kept/;
    const records = Number(said.exec(stderr)?.[1]);
    assert.match(stderr, /because: ENOSPC/);
    const text = readFileSync(file, "utf8");
    assert.ok(text.endsWith("}\n"), "no torn line");
    assert.equal(text.trimEnd().split("\n").length, records, stderr);
    const { run, warnings } = await loadRun(file);
    assert.ok(run.observations.length > 0 && run.observations.every((one) => one.status === "valid"));
    assert.doesNotMatch(warnings.join(), /torn/);
    assert.equal(project.ctxcost("tables", file, "--out", fileOf("kept")).status, 0);
    if (!cannotSeeProcesses) assert.deepEqual(await leftAfter(folder, 2000), []);
    assert.equal(existsSync(fileOf(".cache/measuring.lock")), false);
  });

  it("that is read-only says so before anything is measured", (context) => {
    const disk = mountDisk(fileOf("read-only-disk"), 64);
    context.after(() => disk.remove());
    disk.makeReadOnly();
    const out = path.join(disk.folder, "run.jsonl");
    const run = project.ctxcost("run", ...twoArms, "--rounds", "1", "--out", out);
    assert.equal(run.status, 1);
    assert.match(
      run.stderr,
      /create the results file \S+: its file system is read-only; choose another file with --out/,
    );
    const study = path.join(disk.folder, "below", "service.jsonl");
    const { status, stderr } = project.ctxcost("service", "--quick", "--runtime", "bun", "--out", study);
    assert.equal(status, 1);
    assert.match(stderr, /make the folder \S+below for the results: its file system is read-only/);
  });
});

/** A file system that has a file open for writing cannot be made read-only, and the reaper outlives its run by a moment. */
async function untilNothingRuns(): Promise<void> {
  if (!cannotSeeProcesses) assert.deepEqual(await leftAfter(project.folder, 10_000), []);
}

describe("ctxcost run with a cache", { skip: cannotMount }, () => {
  it("that is read-only measures with what is in it, and says that it holds no lock", async (context) => {
    const words = [...everyRuntime, "--scenario", "create", "--rounds", "1"];
    assert.equal(project.ctxcost(...words).status, 0, "this fills the cache");
    await untilNothingRuns();
    context.after(withoutWriting(fileOf(".cache")));
    const { status, stderr } = project.ctxcost(...words);
    assert.equal(status, 0, stderr);
    assert.match(
      stderr,
      /note: no lock is held, as \.\/\.cache\/measuring\.lock cannot be made \(EROFS\): see to it/,
    );
  });

  it("that is full, or read-only and empty, says which folder is to be written to", async (context) => {
    const words = ["run", ...twoArms, "--rounds", "1", "--out", fileOf("never.jsonl")];
    const disk = mountDisk(fileOf(".cache"), 64);
    context.after(() => disk.remove());
    const full = project.ctxcost(...words);
    assert.equal(full.status, 1);
    assert.match(full.stderr, /make the fixture's certificates in \S+fixture: .*ENOSPC.*free space/s);
    assert.deepEqual(readdirSync(fileOf(".cache/fixture")), [], "no key that nobody knows of");
    await untilNothingRuns();
    disk.makeReadOnly();
    const readOnly = project.ctxcost(...words);
    assert.equal(readOnly.status, 1);
    assert.match(
      readOnly.stderr,
      /make the fixture's certificates in \S+fixture: .*EROFS.*can be written to/s,
    );
    assert.equal(existsSync(fileOf("never.jsonl")), false);
  });
});

describe("ctxcost run in a network", { skip: cannotUnshare }, () => {
  const main = [process.execPath, "src/cli/main.ts"];

  it("without IPv6 measures on every runtime", () => {
    const words = [...main, ...everyRuntime, "--scenario", "request", "--rounds", "1"];
    const { status, stderr } = project.run(...inNetwork({ "ipv6/conf/all/disable_ipv6": "1" }, words));
    assert.equal(status, 0, stderr);
  });

  it("that has no port left says that the server found none", () => {
    const words = [...main, "run", ...twoArms, "--rounds", "1", "--out", fileOf("ports.jsonl")];
    // Eight listeners, four ports.
    const settings = { "ipv4/ip_local_port_range": "40000 40003" };
    const { status, stderr } = project.run(...inNetwork(settings, words));
    assert.equal(status, 1, stderr);
    assert.match(stderr, /ask the fixture server: it ended with code 1[\s\S]*listen EADDRINUSE/);
  });
});

describe("ctxcost run with a clock", () => {
  it("that runs backwards measures as ever: no time is taken by it", async () => {
    // Each look at the wall clock is ten seconds before the last one, in the worker, the server and the command itself.
    const backwards = `
const RealDate = Date;
let now = RealDate.now();
globalThis.Date = class extends RealDate {
  constructor(...words) {
    super(...(words.length === 0 ? [Date.now()] : words));
  }
  static now() {
    now -= 10_000;
    return now;
  }
};
`;
    // Where workers may read.
    writeFileSync(path.join(folder, "src", "backwards.mjs"), backwards);
    const changes = Object.fromEntries(
      [
        ["bench/worker.ts", "../src/backwards.mjs"],
        ["src/run/fixture/fixture-server.ts", "../../backwards.mjs"],
        ["src/cli/main.ts", "../backwards.mjs"],
      ].map(([name, place]) => [name!, [[/^/, `import "${place}";\n`] as const]]),
    );
    const file = fileOf("backwards.jsonl");
    const words = [...everyRuntime, "--scenario", "request", "--rounds", "1", "--out", file];
    const { status, stderr } = await withChanges(changes, async () => project.ctxcost(...words));
    assert.equal(status, 0, stderr);
    const { run } = await loadRun(file);
    assert.equal(run.observations.length, 3 * 2);
    assert.ok(run.observations.every((one) => one.status === "valid"));
    assert.ok(run.finish!.elapsedNs > 0);
    assert.ok(run.finish!.finishedAt < run.header.startedAt, "it did run backwards");
  });
});
