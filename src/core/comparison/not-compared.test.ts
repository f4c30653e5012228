import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Observation, PlannedCase, Run } from "../records.ts";
import { failing } from "../synthetic-run.ts";
import { interleavedChanges } from "./interleaved-changes.ts";
import { syntheticBuilds } from "./synthetic-builds.ts";

function builds(observe: (one: Observation, build: number) => Observation = (one) => one): Run {
  return syntheticBuilds({
    builds: [{ build: "a" }, { build: "b" }],
    cases: [{ client: "node:tls" }, { client: "undici" }],
    latencyNs: () => 1000,
    observe,
  });
}

function withCase(run: Run, change: (planned: PlannedCase) => Partial<PlannedCase>): Run {
  const [first, ...others] = run.plan.cases;
  return { ...run, plan: { ...run.plan, cases: [{ ...first!, ...change(first!) }, ...others] } };
}

const notCompared = (run: Run) => interleavedChanges(run, 0).notCompared;

/** The build's every process of node:tls. */
const crashing = (which: number) =>
  builds((one, build) =>
    one.status === "valid" && build === which && one.armId.includes("tls")
      ? failing(one, "exited with code 7")
      : one,
  );

describe("buildsNotCompared()", () => {
  it("is empty where every arm has its partner", () => {
    assert.deepEqual(notCompared(builds()), []);
  });

  it("says which side failed, and with what", () => {
    assert.deepEqual(notCompared(crashing(1)), [
      { armId: "b/node:tls/bundle/create/fresh", reason: "exited with code 7" },
    ]);
    assert.deepEqual(notCompared(crashing(0)), [
      { armId: "b/node:tls/bundle/create/fresh", reason: "the base failed: exited with code 7" },
    ]);
  });

  it("makes no verdict easier by what it leaves out", () => {
    const { changes, familySize } = interleavedChanges(crashing(1), 0);
    assert.deepEqual([changes.length, familySize], [1, 2]);
  });

  it("names excluded cases once, by the case", () => {
    const run = withCase(builds(), ({ arms }) => ({
      excluded: "no calibration",
      arms: [...arms, { ...arms[0]!, context: "shared" as const }],
    }));
    assert.deepEqual(notCompared(run), [{ armId: "node/node:tls/bundle/create", reason: "no calibration" }]);
  });

  it("names an arm that one build has alone, with what the other says of it", () => {
    const only = (build: string, unsupported: PlannedCase["unsupported"] = []) =>
      notCompared(
        withCase(builds(), ({ arms }) => {
          const extra = { ...arms.find((arm) => arm.build === build)!, context: "shared" as const };
          return { arms: [...arms, extra], unsupported };
        }),
      );
    const armId = "b/node:tls/bundle/create/shared";
    assert.deepEqual(only("a"), [{ armId, reason: "not on b" }]);
    const reason = "a: takes no context object";
    assert.deepEqual(only("b", [{ context: "shared", reason }]), [
      { armId, reason: `unsupported on ${reason}` },
    ]);
  });

  it("does not name what neither build has", () => {
    const unsupported = ["a", "b"].map((build) => ({ context: "shared" as const, reason: `${build}: none` }));
    assert.deepEqual(notCompared(withCase(builds(), () => ({ unsupported }))), []);
  });
});
