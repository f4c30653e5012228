/** Real runs, stopped by signals in the midst of their rounds, that go on. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { countedObservations } from "../core/counted-observations.ts";
import { armId } from "../core/model.ts";
import type { Header, Run } from "../core/records.ts";
import { loadRun } from "../run/load-run.ts";
import { orderRounds } from "../run/measure-plan.ts";
import { registryFailed } from "../run/npm-package.ts";
import { projectRoot } from "../run/project.ts";
import { withoutSignals } from "./ending-signals.ts";
import { copyProject } from "./project-copy.ts";
import { runMain } from "./run-main.ts";
import { startRun } from "./started-run.ts";

const folder = await mkdtemp(path.join(os.tmpdir(), "ctxcost-resume-"));
after(() => rm(folder, { recursive: true, force: true }));
const file = path.join(folder, "run.jsonl");

const small = ["--runtime", "bun", "--client", "node:tls", "--scenario", "create", "--rounds", "5"];

/** Without the launcher between, so that SIGKILL hits what measures. */
function start(...words: string[]): { child: ChildProcess; stderr: () => string } {
  const child = spawn(process.execPath, ["src/cli/main.ts", ...words], {
    cwd: projectRoot,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let text = "";
  child.stderr!.on("data", (bytes: Buffer) => {
    text += bytes.toString();
  });
  return { child, stderr: () => text };
}

async function untilObserved(count: number, child: ChildProcess, at = file): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) {
    const text = await readFile(at, "utf8").catch(() => "");
    if ((text.match(/"kind":"observation"/g) ?? []).length >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function stop(signal: NodeJS.Signals, count: number, ...words: string[]): Promise<string> {
  const { child, stderr } = start(...words);
  await untilObserved(count, child);
  child.kill(signal);
  await once(child, "close");
  return stderr();
}

const observedPlaces = ({ observations }: Run) =>
  observations.map(({ round, armId: id }) => `${round} ${id}`);

/** What counts of a run, in the order in which it was measured. */
function countedPlaces(run: Run): string[] {
  const counted = new Set([...countedObservations(run).values()].flat());
  return run.observations.filter((one) => counted.has(one)).map(({ round, armId: id }) => `${round} ${id}`);
}

function plannedPlaces({ plan, header }: Run): string[] {
  return orderRounds(plan, header.seed).flatMap(({ round, arms }) =>
    arms.map((arm) => `${round} ${armId(arm)}`),
  );
}

const needsSignals = { skip: withoutSignals };

describe("ctxcost run --resume", needsSignals, () => {
  it("goes on after SIGINT and after SIGKILL, to the run that it would have been", async () => {
    // Two arms in each of two cases: after an odd number of observations a round of a case is half done.
    const trusts = ["--trust", "private-ca,mtls", "--seed", "11"];
    const told = await stop("SIGINT", 3, "run", ...small, ...trusts, "--out", file);
    assert.match(told, /interrupted by SIGINT; \d+ observations are in /);
    const command = /go on with it: npm run -s ctxcost -- (run --resume .*)/.exec(told);
    assert.ok(command, told);
    const begun = readFileSync(file, "utf8");
    const words = command[1]!.split(" ");

    await stop("SIGKILL", 9, ...words);
    appendFileSync(file, '{"kind":"observation","round":3,"armId":"bun/no');
    const killed = readFileSync(file, "utf8");
    assert.ok(killed.startsWith(begun), "what was measured before stays as it was");

    const last = runMain(...words);
    assert.equal(last.status, 0, last.stderr);
    const { run, warnings } = await loadRun(file);
    assert.deepEqual(warnings, []);
    assert.deepEqual(countedPlaces(run), plannedPlaces(run));
    assert.ok(run.observations.every(({ status }) => status === "valid"));
    // What was cut short was measured again as a whole, and its half is still there.
    assert.ok(observedPlaces(run).length <= plannedPlaces(run).length + 2);
    assert.equal(run.resumes?.length, 2);
    for (const { observationsBefore, gapNs, elapsedBeforeNs } of run.resumes!) {
      assert.ok(observationsBefore >= 3 && gapNs >= 0 && elapsedBeforeNs > 0);
    }
    assert.ok(run.finish!.elapsedNs > run.resumes![1]!.elapsedBeforeNs);
    const page = path.join(projectRoot, "results", "local", run.header.runId, "README.md");
    assert.match(
      readFileSync(page, "utf8"),
      /the run was stopped after \d+ observations, at .* and went on at/,
    );
  });
});

describe("ctxcost run --resume after the fixture was renewed", needsSignals, () => {
  it("goes on with the one that the run began with", async (context) => {
    // With a cache of its own: the developer's may have the longer one already.
    const project = await copyProject({ packages: "linked" });
    context.after(() => project.remove());
    const stopped = async (name: string, rounds: string) => {
      const run = startRun(project.folder, name, [...small.slice(0, -1), rounds, "--trust", "mtls"]);
      await run.untilObserved(1);
      run.child.kill("SIGINT");
      await run.ended;
      return run.file;
    };
    const bundleOf = async (one: string) => (await loadRun(one)).run.header.fixture!.bundleSha256;
    const first = await stopped("short.jsonl", "5");
    assert.notEqual(await bundleOf(await stopped("long.jsonl", "200")), await bundleOf(first));
    const { status, stderr } = project.ctxcost("run", "--resume", first);
    assert.equal(status, 0, stderr);
    const { run } = await loadRun(first);
    assert.deepEqual(countedPlaces(run), plannedPlaces(run));
  });
});

describe("ctxcost versions that was stopped", needsSignals, () => {
  it("says how to go on, and has the page of all after it", async (context) => {
    const out = path.join(folder, "versions.jsonl");
    const words = [
      "--versions",
      "22.23.3,26.10.0",
      ...small.slice(2, -2),
      "--trust",
      "private-ca",
      "--rounds",
      "5",
    ];
    const { child, stderr } = start("versions", "--runtime", "node", ...words, "--out", out);
    const closed = once(child, "close");
    await untilObserved(3, child, out);
    child.kill("SIGINT");
    await closed;
    if (registryFailed.test(stderr())) return context.skip("npm's registry cannot be reached");
    assert.equal(child.exitCode, 130, stderr());
    const [, resume] = /go on with it: npm run -s ctxcost -- (.*)/.exec(stderr()) ?? assert.fail(stderr());
    const [, show] = /its page: npm run -s ctxcost -- (.*)/.exec(stderr()) ?? assert.fail(stderr());
    const resumed = runMain(...resume!.split(" "));
    assert.equal(resumed.status, 0, resumed.stderr);
    const { run } = await loadRun(out);
    assert.deepEqual(countedPlaces(run), plannedPlaces(run));
    assert.match(runMain(...show!.split(" ")).stdout, /22\.23\.3, 26\.10\.0: 5 rounds/);
  });
});

describe("ctxcost run --resume of what cannot go on", needsSignals, () => {
  it("refuses what is finished, and options that a run has already", () => {
    const finished = runMain("run", "--resume", file);
    assert.match(finished.stderr, /the run came to its end at .*nothing is left to measure/);
    assert.equal(finished.status, 2);
    const wrong = runMain("run", "--resume", file, "--rounds", "3", "--counts-from", file, "--quiet");
    assert.match(
      wrong.stderr,
      /--resume with --rounds, --counts-from: a run goes on with what it began with/,
    );
    assert.equal(wrong.status, 2);
  });

  it("asks for the server of --url again, and for none where there was none", () => {
    const [first, ...lines] = readFileSync(file, "utf8").trimEnd().split("\n").slice(0, -1);
    const elsewhere = path.join(folder, "url.jsonl");
    const header = { ...(JSON.parse(first!) as Header), url: "https://example.com/", fixture: null };
    writeFileSync(elsewhere, [JSON.stringify(header), ...lines].join("\n"));
    const without = runMain("run", "--resume", elsewhere);
    assert.match(
      without.stderr,
      /the run is of https:\/\/example\.com\/, whose query no results file has; expected --url/,
    );
    const here = path.join(folder, "here.jsonl");
    writeFileSync(here, [first, ...lines].join("\n"));
    const needless = runMain("run", "--resume", here, "--url", "https://example.com/");
    assert.match(needless.stderr, /the run is of the fixture server; leave --url out/);
    assert.deepEqual([without.status, needless.status], [2, 2]);
  });
});

describe("ctxcost run --resume elsewhere, or too early", needsSignals, () => {
  it("names everything that is not as it was, and leaves the file alone", () => {
    const [first, ...lines] = readFileSync(file, "utf8").trimEnd().split("\n");
    const header = JSON.parse(first!) as Header;
    const other = {
      ...header,
      machine: { ...header.machine, cpuModel: "another CPU" },
      setEnvironment: { ...header.setEnvironment, MORE: "1" },
      runtimes: header.runtimes.map((facts) => ({ ...facts, binarySha256: "ab".repeat(32) })),
      codeSha256: "cd".repeat(32),
    };
    const moved = path.join(folder, "moved.jsonl");
    const text = [JSON.stringify(other), ...lines.slice(0, -1), '{"kind":'].join("\n");
    writeFileSync(moved, text);
    const { status, stderr } = runMain("run", "--resume", moved);
    assert.equal(status, 1);
    assert.match(stderr, /- the CPU was another CPU and is .* now\n/);
    assert.match(stderr, /- bun's executable \(SHA-256\) was abab.* now\n/);
    assert.match(stderr, /- ctxcost's code \(SHA-256\) was cdcdcdcdcdcd… and is .* now\n/);
    assert.match(stderr, /- the value of the workers' variables was .*MORE.* now\n/);
    assert.equal(readFileSync(moved, "utf8"), text);
  });

  it("says that a run that was stopped before its rounds cannot go on", async () => {
    const early = path.join(folder, "early.jsonl");
    const { child, stderr: told } = start("run", ...small, "--out", early);
    while (!existsSync(early) && child.exitCode === null)
      await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill("SIGINT");
    await once(child, "close");
    assert.match(
      told(),
      /interrupted by SIGINT before the first round; .*early\.jsonl has no tables: begin it again/,
    );
    const { status, stderr } = runMain("run", "--resume", early);
    assert.equal(status, 1);
    assert.match(
      stderr,
      /^ctxcost: \S+: no plan line: the run ended before its first round; .*begin it again\n$/,
    );
  });
});
