import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { pinnedBuilds, type WantedBuild } from "../describe-runtimes.ts";
import type { RunEvent } from "../events.ts";
import { projectRoot } from "../project.ts";
import { serviceStudy } from "../service/service-study.ts";
import { loadStudy } from "./load-study.ts";
import { runStudy } from "./run-study.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-study-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const notInstalled = { found: { runtime: "python", reason: "not installed: run `make reference`" } } as const;

/** The shortest that the study of a service can be: one round of 100 ms on Bun. */
async function studyOf(builds: readonly WantedBuild[], name: string, study = withoutLadder) {
  const file = path.join(folder, name);
  const events: RunEvent[] = [];
  const outcome = await runStudy(study, {
    builds,
    clients: [],
    seed: 1,
    rounds: 1,
    own: {
      rounds: 1,
      quick: true,
      ratePerSecond: 50,
      arrivals: "fixed",
      phaseNs: 100e6,
      p99BoundNs: 50e6,
      clients: ["node:https"],
      trusts: ["private-ca"],
    },
    fileFor: () => file,
    commandLine: ["ctxcost", "service"],
    onEvent: (event) => events.push(event),
    signal: new AbortController().signal,
  });
  return { outcome, events, file };
}

const withoutLadder: typeof serviceStudy = {
  ...serviceStudy,
  steps: (plan, seed) => serviceStudy.steps(plan, seed).slice(0, 3),
};

/** The fixture server that this process has started. */
function serverPid(): number {
  const found = readdirSync("/proc").filter((name) => {
    try {
      const isServer = readFileSync(`/proc/${name}/cmdline`, "utf8").includes("fixture-server.ts");
      return isServer && readFileSync(`/proc/${name}/stat`, "utf8").split(" ")[3] === String(process.pid);
    } catch {
      return false;
    }
  });
  assert.equal(found.length, 1);
  return Number(found[0]);
}

describe("runStudy() whose server is killed", {
  skip: process.platform !== "linux" && "processes are found by Linux's /proc",
}, () => {
  let killed = 0;
  /** While the first reading is taken, and where that is told, while the second is as well. */
  const killing = (most: number): typeof serviceStudy => ({
    ...withoutLadder,
    measure(...words) {
      if (killed++ < most) setTimeout(() => process.kill(serverPid(), "SIGKILL"), 30);
      return serviceStudy.measure(...words);
    },
  });

  it("takes the reading again, and says in it and aloud why", async () => {
    killed = 0;
    const { outcome, events, file } = await studyOf(
      pinnedBuilds(projectRoot, ["bun"]),
      "once.jsonl",
      killing(1),
    );
    assert.deepEqual([outcome.readings, outcome.failed], [3, 0]);
    const { study } = await loadStudy(file, "service", serviceStudy.schemas);
    const repeated = study.readings.filter(({ repeatedAfter }) => repeatedAfter !== undefined);
    assert.deepEqual(repeated, study.readings.slice(0, 1));
    assert.match(repeated[0]!.repeatedAfter!, /^the fixture server died: /);
    const isTold = (event: RunEvent) =>
      event.kind === "note" && event.text.includes("measured again: the fixture");
    assert.ok(events.some(isTold));
  });

  it("takes it for failed where the second attempt meets the same, and goes on with the next", async () => {
    killed = 0;
    const { outcome, file } = await studyOf(pinnedBuilds(projectRoot, ["bun"]), "twice.jsonl", killing(2));
    assert.deepEqual([outcome.readings, outcome.failed], [3, 1]);
    const { study } = await loadStudy(file, "service", serviceStudy.schemas);
    assert.deepEqual(
      study.readings.map(({ status }) => status),
      ["failed", "valid", "valid"],
    );
  });
});

describe("runStudy()", () => {
  it("leaves a reference out that nobody named, tells it as a note, and fails nothing", async () => {
    const builds = [...pinnedBuilds(projectRoot, ["bun"]), { ...notInstalled, isOptional: true } as const];
    const { outcome, events, file } = await studyOf(builds, "optional.jsonl");
    assert.deepEqual([outcome.missingRuntimes, outcome.failed, outcome.readings], [0, 0, 3]);
    assert.equal(events.filter(({ kind }) => kind === "missing").length, 0);
    const notes = events.flatMap((event) => (event.kind === "note" ? event.text : []));
    assert.ok(notes.includes("python, the reference, is not installed: run `make reference`"), String(notes));
    const { study } = await loadStudy(file, "service", serviceStudy.schemas);
    assert.deepEqual(study.header.missingRuntimes, [notInstalled.found]);
  });

  it("misses one that was named", async () => {
    const { outcome, events } = await studyOf(
      [...pinnedBuilds(projectRoot, ["bun"]), notInstalled],
      "named.jsonl",
    );
    assert.equal(outcome.missingRuntimes, 1);
    assert.equal(events.filter(({ kind }) => kind === "missing").length, 1);
  });

  it("says why nothing is left where none is there", async () => {
    await assert.rejects(
      studyOf([notInstalled], "none.jsonl"),
      /measure service: expected one of the runtimes asked for to be there: python: not installed: run `make reference`/,
    );
  });
});
