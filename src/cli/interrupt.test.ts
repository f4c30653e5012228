/** A run that is interrupted, that loses its launcher, or that another one would disturb. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, describe, it } from "node:test";
import { loadRun } from "../run/load-run.ts";
import { endingSignals, withoutSignals } from "./ending-signals.ts";
import { cannotSeeProcesses, leftAfter, processesIn } from "./processes-in.ts";
import { copyProject } from "./project-copy.ts";
import { startRun, twoArms } from "./started-run.ts";

const project = await copyProject({ packages: "linked" });
after(() => project.remove());
const { folder } = project;
const lock = path.join(folder, ".cache", "measuring.lock");
const endless = [...twoArms, "--rounds", "200"];

const searchWords = [
  "bisect",
  "--runtime",
  "node",
  "--good",
  "22.23.3",
  "--bad",
  "26.10.0",
  "--versions",
  "22.23.3",
  "--client",
  "node:tls",
  "--trust",
  "default",
];

/**
 * 2 s, of which it takes some 0.1: on a machine that starts Node in 0.2 s. Where others take its cores, as long again as
 * that takes there.
 */
function longestEndMs(): number {
  const start = performance.now();
  spawnSync(process.execPath, ["--eval", ""]);
  return 2000 * Math.max(1, (performance.now() - start) / 200);
}

describe("ctxcost run ended by", { skip: withoutSignals }, () => {
  for (const [signal, code] of endingSignals) {
    it(`${signal} leaves no process behind, keeps what it has, and exits with ${code}`, async () => {
      // Both commands that it prints are to be pasted into a shell.
      const run = startRun(folder, `${signal} q'".jsonl`, endless);
      await run.untilObserved(5);
      const patienceMs = longestEndMs();
      run.child.kill(signal);
      const left = cannotSeeProcesses ? [] : await leftAfter(folder, patienceMs);
      assert.deepEqual(left, [], `still there after ${patienceMs} ms`);
      assert.equal(await run.ended, code);
      assert.match(run.stderr(), new RegExp(`interrupted by ${signal}; \\d+ observations are in `));
      assert.equal(existsSync(lock), false, "the lock is given back");
      const { run: stored, warnings } = await loadRun(run.file);
      assert.ok(stored.observations.length >= 5);
      assert.ok(stored.observations.every(({ status }) => status === "valid"));
      assert.match(warnings.join(), /did not come to its end/);
      const [, command] = /^their tables: (.*)$/m.exec(run.stderr()) ?? assert.fail(run.stderr());
      const tables = project.run("sh", ["-c", command!]);
      assert.equal(tables.status, 0, tables.stderr);
      assert.match(tables.stdout, /the run was interrupted[\s\S]*\| node:tls/);
    });
  }
});

describe("ctxcost run ended before its rounds by", { skip: withoutSignals }, () => {
  it("SIGINT while it asks a runtime that hangs does not wait for that", async () => {
    const fake = path.join(folder, "hanging-node");
    project.run("sh", ["-c", `printf '#!/bin/sh\\nexec sleep 100\\n' > ${fake} && chmod 755 ${fake}`]);
    const run = startRun(folder, "asking.jsonl", ["--runtime", `node=${fake}`, "--rounds", "1"]);
    while (!run.stderr().includes("asking the runtimes"))
      await new Promise((resolve) => setTimeout(resolve, 10));
    run.child.kill("SIGINT");
    assert.equal(await run.ended, 130);
    assert.match(run.stderr(), /interrupted by SIGINT before anything was measured/);
    assert.equal(existsSync(run.file), false);
  });

  it("SIGINT before the first round leaves no file that nobody has named", async () => {
    const runs = path.join(folder, "results", "runs");
    const before = readdirSync(runs);
    const run = startRun(folder, null, endless);
    while (readdirSync(runs).length === before.length) await new Promise((resolve) => setTimeout(resolve, 5));
    run.child.kill("SIGINT");
    assert.equal(await run.ended, 130);
    assert.match(
      run.stderr(),
      /interrupted by SIGINT before the first round; nothing is kept: begin it again/,
    );
    assert.deepEqual(readdirSync(runs), before);
  });

  it("SIGINT while a build does not say its version does not wait for that, and ends what it has started", async () => {
    const asked = path.join(folder, "was-asked");
    const fake = path.join(folder, "silent-node");
    writeFileSync(fake, `#!/bin/sh\ntouch ${asked}\nsleep 100\nexit 0\n`, { mode: 0o755 });
    const run = startRun(folder, "silent.jsonl", ["--runtime", `node=${fake}`, "--rounds", "1"]);
    while (!existsSync(asked)) await new Promise((resolve) => setTimeout(resolve, 10));
    const patienceMs = longestEndMs();
    run.child.kill("SIGINT");
    const left = cannotSeeProcesses ? [] : await leftAfter(folder, patienceMs);
    assert.deepEqual(left, [], `still there after ${patienceMs} ms`);
    assert.equal(await run.ended, 130);
    assert.match(run.stderr(), /interrupted by SIGINT before anything was measured/);
    assert.equal(existsSync(run.file), false);
  });
});

describe("ctxcost run whose launcher is killed", { skip: cannotSeeProcesses }, () => {
  it("winds up as if its terminal had gone", async () => {
    const run = startRun(folder, "launcher.jsonl", endless);
    await run.untilObserved(2);
    assert.ok(processesIn(folder).length >= 3, "the launcher, the command line, the server");
    const patienceMs = longestEndMs();
    run.child.kill("SIGKILL");
    assert.deepEqual(await leftAfter(folder, patienceMs), []);
    assert.equal(existsSync(lock), false);
    assert.ok((await loadRun(run.file)).run.observations.every(({ status }) => status === "valid"));
  });
});

describe("ctxcost beside a run in the same checkout", () => {
  it("refuses to measure, says who does, and does all else", async () => {
    const run = startRun(folder, "first.jsonl", endless);
    await run.untilObserved(2);
    try {
      const measuring = [
        ["run", ...twoArms, "--rounds", "1", "--out", path.join(folder, "second.jsonl")],
        ["run", "--url", "https://127.0.0.1:9/"],
        ["service", "--quick"],
        ["memory", "--quick"],
        ["scale", "--quick"],
        ["profile", "--quick"],
        ["selftest"],
        ["versions", "--runtime", "bun", "--versions", "1.3.0,1.4.0"],
        ["against"],
        ["by-hand"],
        [...searchWords, "--out", path.join(folder, "search")],
        ["bug-report", "--case", "deno/node:tls/bundle/request", "--out", path.join(folder, "report.md")],
      ];
      for (const words of measuring) {
        const { status, stderr } = project.ctxcost(...words);
        assert.equal(status, 1, words.join(" "));
        assert.match(
          stderr,
          /^ctxcost: measure in this checkout: `ctxcost run .*--rounds 200` does already \(process \d+, since .*Z\)/,
          words.join(" "),
        );
      }
      assert.equal(existsSync(path.join(folder, "second.jsonl")), false);
      for (const words of [
        ["list", "--runtime", "bun"],
        ["tables", run.file],
        ["which", "node"],
        ["run", "--help"],
      ]) {
        assert.equal(project.ctxcost(...words).status, 0, words.join(" "));
      }
      assert.equal(project.ctxcost("run", "--rounds", "none").status, 2, "wrong usage is told first");
    } finally {
      run.child.kill("SIGTERM");
      await run.ended;
    }
    const again = project.ctxcost(
      "run",
      ...twoArms,
      "--rounds",
      "1",
      "--out",
      path.join(folder, "third.jsonl"),
    );
    assert.equal(again.status, 0, again.stderr);
  });
});
