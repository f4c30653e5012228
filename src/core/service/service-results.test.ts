import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type ServiceResult, serviceResults } from "./service-results.ts";
import {
  type SyntheticService,
  syntheticService,
  syntheticServiceCase,
  usualPhase,
} from "./synthetic-service.ts";

function resultOf(given: Partial<SyntheticService> = {}): ServiceResult {
  return serviceResults(
    syntheticService({ cases: [syntheticServiceCase()], phase: usualPhase, ...given }),
  )[0]!;
}

const near = (got: number | undefined, wanted: number, share = 0.01) =>
  assert.ok(Math.abs(got! / wanted - 1) <= share, `${got}, expected ${wanted}`);

describe("serviceResults()", () => {
  it("subtracts the control of the same round from both arms", () => {
    const drifting = resultOf({
      phase: (step) => {
        // The machine idles at another share in every round: nothing of it may be left in the difference.
        const idle = 0.02 * step.round;
        const own = { fresh: 0.4, shared: 0.1, "shared-options": 0, control: 0 }[step.arm];
        return { cpuShare: own + idle, latencyMs: 5 };
      },
    });
    assert.ok(drifting.saved !== null && "low" in drifting.saved);
    near(drifting.saved.low, 0.3, 1e-6);
    near(drifting.saved.high, 0.3, 1e-6);
    near(drifting.ratio?.value, 4, 1e-6);
    near(drifting.arms.find(({ arm }) => arm === "fresh")!.figures!.netCpuShare!, 0.4, 1e-6);
  });

  it("pairs by round: what a round does to both arms is in the ratio of neither", () => {
    const result = resultOf({
      phase: ({ arm, round }) => {
        const own = { fresh: 0.4, shared: 0.1, "shared-options": 0, control: 0 }[arm];
        return { cpuShare: own * (1 + round / 10), latencyMs: 5 };
      },
    });
    assert.ok(result.ratio !== null && "low" in result.ratio);
    near(result.ratio.low, 4, 1e-6);
    near(result.ratio.high, 4, 1e-6);
  });

  it("says differs where Holm rejects, and indistinct where the sign is a coin's", () => {
    assert.equal(resultOf().verdict.kind, "differs");
    const coin = resultOf({
      phase: ({ arm, round }) => ({
        cpuShare:
          arm === "control" ? 0 : 0.3 + (arm === "fresh" ? 0.01 * (round % 2 === 0 ? 1 : -1) * round : 0),
        latencyMs: 5,
      }),
    });
    assert.equal(coin.verdict.kind, "indistinct");
    assert.ok(coin.saved !== null && "low" in coin.saved && coin.saved.low < 0 && coin.saved.high > 0);
  });

  it("takes a round out in which an arrival got no response, a queue grew, or a phase failed", () => {
    const torn = resultOf({
      phase: (step) => {
        if (step.arm === "shared" && step.round === 3) return "exited with code 7";
        if (step.arm === "fresh" && step.round === 5) return { ...usualPhase(step), errors: { 60: "reset" } };
        if (step.arm === "shared" && step.round === 7) return { ...usualPhase(step), queue: 20 };
        return usualPhase(step);
      },
    });
    assert.equal(torn.pairs, 7);
    const behind = resultOf({ phase: (step) => ({ ...usualPhase(step), queue: 20 }) });
    assert.equal(behind.arms[0]!.figures!.netCpuShare, null);
    assert.deepEqual(torn.verdict, { kind: "none", reason: "only 7 of 10 rounds are whole" });
    const [fresh, shared] = torn.arms;
    assert.deepEqual([fresh!.errors, fresh!.failure], [1, "reset"]);
    assert.deepEqual([shared!.validPhases, shared!.behind, shared!.failure], [9, 1, "exited with code 7"]);
  });
});

describe("serviceResults() of an exploratory study", () => {
  it("gives neither interval nor verdict", () => {
    const quick = resultOf({ plan: { exploratory: true, rounds: 2 } });
    assert.deepEqual(quick.verdict, { kind: "none", reason: "exploratory" });
    assert.deepEqual(Object.keys(quick.saved!), ["value"]);
  });
});

describe("serviceResults() of a phase's slices", () => {
  it("has for each slice the median and the extremes of the phases", () => {
    const result = resultOf({
      phase: ({ arm, round }) => ({ cpuShare: arm === "fresh" ? round / 100 : 0.01, latencyMs: 1 }),
    });
    const { slices } = result.arms.find(({ arm }) => arm === "fresh")!;
    assert.equal(slices.length, 12);
    near(slices[4]!.low, 0.01);
    near(slices[4]!.median, 0.055);
    near(slices[4]!.high, 0.1);
  });
});

describe("serviceResults() of the controls among the ladder's phases", () => {
  it("says how late they were, and nothing where there is no ladder", () => {
    const ladders = [{ arm: "fresh", ratesPerSecond: [50, 125] }] as const;
    const result = resultOf({
      cases: [syntheticServiceCase({ ladders })],
      phase: (step) => ({
        ...usualPhase(step),
        loopLateMs: step.arm === "control" && step.id.includes("/ladder/") ? 10 * step.round : 1,
      }),
    });
    near(result.ladderControlDelayP99Ns!, 20.98e6, 0.001);
    assert.equal(resultOf().ladderControlDelayP99Ns, null);
  });
});
