import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { syntheticBuilds } from "../comparison/synthetic-builds.ts";
import type { Run } from "../records.ts";
import { binomialInterval } from "../statistics/binomial-interval.ts";
import { normalNumbers } from "../statistics/normal.ts";
import { seededRandom } from "../statistics/random.ts";
import { rateOf } from "../statistics/rate.ts";
import { failing } from "../synthetic-run.ts";
import { type VersionChange, type VersionResult, versionChanges } from "./version-changes.ts";

const builds = ["26.1.0", "20.2.0", "22.10.0", "22.9.0"].map((version) => ({
  build: `node@${version}`,
  version,
}));

/** By the place in `builds`, what an operation takes. */
function versions(latency: (build: number, round: number) => number, rest: object = {}): Run {
  return syntheticBuilds({
    builds,
    cases: [{}],
    latencyNs: (build, _, round) => latency(build, round),
    ...rest,
  });
}

function named({ base, head }: VersionChange): string {
  return `${base.build} → ${head.build}`;
}

function stepsOf({ cells }: VersionResult): (VersionChange | null)[] {
  return cells.map((cell) => (cell.state === "measured" ? cell.change : null));
}

describe("versionChanges()", () => {
  it("compares neighbours in the order of their versions, and the newest with the oldest", () => {
    const {
      versions: found,
      rows,
      familySize,
    } = versionChanges(versions((build) => [4000, 1000, 2000, 1000][build]!));
    assert.deepEqual(
      found.map(({ version }) => version),
      ["20.2.0", "22.9.0", "22.10.0", "26.1.0"],
    );
    assert.equal(familySize, 4);
    const [row] = rows;
    const steps = stepsOf(row!);
    assert.equal(steps[0], null);
    assert.deepEqual(
      steps.slice(1).map((one) => named(one!)),
      ["node@20.2.0 → node@22.9.0", "node@22.9.0 → node@22.10.0", "node@22.10.0 → node@26.1.0"],
    );
    assert.deepEqual(
      steps.slice(1).map((one) => [Math.round(one!.ratio! * 1e6) / 1e6, one!.verdict.kind]),
      [
        [1, "indistinct"],
        [2, "differs"],
        [2, "differs"],
      ],
    );
    assert.equal(named(row!.whole!), "node@20.2.0 → node@26.1.0");
    assert.ok(Math.abs(row!.whole!.ratio! - 4) < 1e-9);
    // Four comparisons, the smallest p of 13 rounds.
    assert.equal(row!.whole!.adjustedPValue, 4 * 2 ** -12);
  });
});

describe("versionChanges() of a run that lacks something", () => {
  it("says how many rounds it takes where they are too few for the whole family", () => {
    // 4 · 2^(1 − 8) = 0.03
    assert.equal(versionChanges(versions(() => 1000, { rounds: 7 })).leastRounds, 8);
    assert.equal(versionChanges(versions(() => 1000, { rounds: 8 })).leastRounds, null);
  });

  it("passes over a version that cannot, says why, and compares its neighbours", () => {
    const run = versions((build) => [4000, 1000, 2000, 1000][build]!);
    const [planned] = run.plan.cases;
    const reason = "node@22.9.0: no such option before 22.10";
    const without: Run = {
      ...run,
      plan: {
        ...run.plan,
        cases: [
          {
            ...planned!,
            arms: planned!.arms.filter(({ build }) => build !== "node@22.9.0"),
            unsupported: [{ context: "fresh", reason }],
          },
        ],
      },
    };
    const { rows, familySize } = versionChanges(without);
    assert.equal(familySize, 3);
    assert.deepEqual(rows[0]!.cells[1], {
      state: "missing",
      reason: "unsupported: no such option before 22.10",
    });
    assert.equal(named(stepsOf(rows[0]!)[2]!), "node@20.2.0 → node@22.10.0");
  });

  it("keeps a failed version's comparisons in the family, and gives no verdict on them", () => {
    const run = versions(() => 1000, {
      observe: (one: Parameters<typeof failing>[0], build: number) =>
        build === 2 ? failing(one, "exited with code 7") : one,
    });
    const { rows, familySize } = versionChanges(run);
    assert.equal(familySize, 4);
    const cell = rows[0]!.cells[2]!;
    assert.ok(cell.state === "missing" && cell.reason.includes("exited with code 7"));
    assert.equal(stepsOf(rows[0]!)[3]!.verdict.kind, "withheld");
  });

  it("has no interval in an exploratory run", () => {
    const run = versions(() => 1000);
    const [row] = versionChanges({ ...run, plan: { ...run.plan, exploratory: true } }).rows;
    const cell = row!.cells[0]!;
    assert.ok(cell.state === "measured" && cell.alone.interval === null);
  });
});

describe("versionChanges() where nothing changed", () => {
  it("finds a change in at most 5 % of the runs, over all of a run's comparisons together", () => {
    const normal = normalNumbers(seededRandom(71));
    const trials = Array.from({ length: 300 }, () =>
      versionChanges(versions(() => 1e6 * Math.exp(0.03 * normal()))),
    );
    const alarmed = rateOf(trials, ({ rows }) =>
      rows.some((row) => [...stepsOf(row), row.whole].some((change) => change?.verdict.kind === "differs")),
    );
    assert.ok(binomialInterval(alarmed.successes, alarmed.trials).low <= 0.05, JSON.stringify(alarmed));
  });
});
