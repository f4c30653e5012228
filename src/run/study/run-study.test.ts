import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
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
async function studyOf(builds: readonly WantedBuild[], name: string) {
  const file = path.join(folder, name);
  const events: RunEvent[] = [];
  const outcome = await runStudy(withoutLadder, {
    builds,
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
