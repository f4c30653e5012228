/** In real processes: the slow-downs of the self-test are there, and a pilot that fails takes its case along alone. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { armId } from "../core/model.ts";
import type { PlannedCase, Run } from "../core/records.ts";
import { withBusyLoops } from "./busy-loops.ts";
import type { RunEvent } from "./events.ts";
import { loadRun } from "./load-run.ts";
import { openWorkbench } from "./open-workbench.ts";
import { selectCases } from "./plan.ts";
import { binaryAt } from "./runtime-binary.ts";
import { runSelftest } from "./selftest.ts";
import { Workbench } from "./workbench.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-loops-"));
const opened = await openWorkbench(["bun"]);
after(async () => {
  await opened.close();
  rmSync(folder, { recursive: true });
});

const selection = {
  clients: ["node:tls"],
  trusts: ["private-ca"],
  scenarios: ["request"],
  contexts: ["fresh"],
} as const;

describe("a `power` run", () => {
  let run: Run;
  let planned: PlannedCase;
  const loopOf = (build: string) => planned.busyLoopNs?.[armId({ ...planned.of, build, context: "fresh" })];
  before(async () => {
    const budget = {
      timedNs: 1,
      minimumOperations: 5,
      maximumOperations: 5,
      preferredWarmup: 2,
      createWarmup: 2,
    };
    const { file } = await runSelftest({ check: "power", rounds: 2, selection, budget }, 1, {
      runtimes: ["bun"],
      folder,
      seed: 7,
      commandLine: [],
      onEvent: () => {},
      signal: new AbortController().signal,
    });
    assert.equal(path.basename(file), "01-power.jsonl");
    ({ run } = await loadRun(file));
    planned = run.plan.cases[0]!;
  });

  it("says in its file what it is, and of each build by how much it is slowed down", () => {
    assert.deepEqual(run.header.selftest, { check: "power" });
    assert.deepEqual(
      run.header.runtimes.map(({ build, slowDown }) => [build, slowDown]),
      [
        ["bun", undefined],
        ["bun+2%", 0.02],
        ["bun+5%", 0.05],
        ["bun+10%", 0.1],
      ],
    );
  });

  it("has a loop for each build that is slowed down, all by one pilot, and none for the base", () => {
    assert.equal(loopOf("bun"), undefined);
    const [two, five, ten] = ["bun+2%", "bun+5%", "bun+10%"].map((build) => loopOf(build)!);
    const latencyNs = ten! / 0.1;
    assert.ok(latencyNs > 50_000, `a request takes longer than ${latencyNs} ns`);
    assert.ok(Math.abs(two! - 0.02 * latencyNs) <= 1 && Math.abs(five! - 0.05 * latencyNs) <= 1);
  });

  it("runs the loop inside each operation, before the client is made", () => {
    assert.equal(run.observations.length, 8);
    for (const one of run.observations) {
      assert.equal(one.status, "valid", "its premise, the loop among others, was seen to hold");
      const loopNs = planned.busyLoopNs![one.armId] ?? 0;
      const { operationNs, stages } = one.measurement!;
      assert.ok(operationNs.every((time) => time > loopNs));
      assert.ok(stages!.created!.every((time) => time >= loopNs));
    }
  });
});

describe("withBusyLoops()", () => {
  const facts = opened.options.facts.flatMap((one) => [
    { ...one, build: "good" },
    { ...one, build: "good+5%", slowDown: 0.05 },
  ]);
  const cases = selectCases(facts, { ...selection, clients: ["node:tls", "undici"] }).map(
    (one): PlannedCase => ({ ...one, warmupOperations: 2, timedOperations: 3, excluded: null }),
  );

  function workbenchWith(executable: string | null, events: RunEvent[]): Workbench {
    const pinned = opened.options.binaries.get("bun")!;
    const slow = executable === null ? pinned : binaryAt("bun", executable, "broken");
    const binaries = new Map([
      ["good", pinned],
      ["good+5%", slow],
    ]);
    return new Workbench({ ...opened.options, facts, binaries, onEvent: (event) => events.push(event) });
  }

  it("excludes a case whose pilots fail, with the reason", async (context) => {
    const events: RunEvent[] = [];
    const workbench = workbenchWith(path.join(folder, "nothing"), events);
    context.after(() => workbench.close());
    const slowed = await withBusyLoops(workbench, cases);
    assert.equal(slowed.length, 2);
    for (const one of slowed) {
      assert.match(
        one.excluded ?? "",
        /^not measured: 5 of 5 pilots failed: could not be started: spawn …\/nothing/,
      );
      assert.equal(one.busyLoopNs, undefined);
    }
    assert.equal(events.filter(({ kind }) => kind === "failure").length, 2);
  });

  it("changes nothing where no build is slowed down", async () => {
    const workbench = new Workbench({ ...opened.options, binaries: new Map() });
    assert.deepEqual(await withBusyLoops(workbench, cases), cases);
  });
});
