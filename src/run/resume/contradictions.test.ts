import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { loadRun } from "../load-run.ts";
import { runsFolder } from "../project.ts";
import { expectUnchanged } from "./contradictions.ts";

const [published] = readdirSync(runsFolder).filter((name) => name.endsWith(".jsonl.gz"));
const { run } = await loadRun(path.join(runsFolder, published!));
const commandLine = ["npm", "run", "--", "run", "--rounds", String(run.plan.rounds)];

describe("expectUnchanged()", () => {
  it("takes a real run, also where it was stopped anywhere", () => {
    for (const count of [0, 1, 2, 100, 101, run.observations.length])
      expectUnchanged("x.jsonl", { ...run, observations: run.observations.slice(0, count) });
  });

  it("refuses another number of rounds or another seed than the command had", () => {
    const plan = { ...run.plan, rounds: run.plan.rounds + 1 };
    const header = { ...run.header, commandLine };
    assert.throws(
      () => expectUnchanged("x.jsonl", { ...run, header, plan }),
      /--resume x\.jsonl: .*--rounds \d+, the file/,
    );
    const seeded = { ...run.header, commandLine: ["run", "--seed=7"], seed: 8 };
    assert.throws(() => expectUnchanged("x.jsonl", { ...run, header: seeded }), /--seed 7, the file 8/);
  });

  it("refuses a seed that the observations contradict, and observations that were moved or taken out", () => {
    const refused = (changes: Partial<typeof run>) =>
      assert.throws(
        () => expectUnchanged("x.jsonl", { ...run, ...changes }),
        /not in the order of its plan and seed/,
      );
    refused({ header: { ...run.header, commandLine: [], seed: run.header.seed + 1 } });
    refused({ observations: run.observations.toReversed() });
    refused({ observations: run.observations.toSpliced(20, 40) });
  });
});
