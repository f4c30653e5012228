import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { serviceSteps, stepArrivalsNs } from "./service-steps.ts";
import { syntheticService, syntheticServiceCase, usualPhase } from "./synthetic-service.ts";

const cases = [
  syntheticServiceCase(),
  syntheticServiceCase({ client: "undici", ladders: [{ arm: "fresh", ratesPerSecond: [50, 125] }] }),
];
const { plan } = syntheticService({ cases, phase: usualPhase });
const steps = serviceSteps(plan, 7);
const rounds = steps.filter(({ id }) => !id.includes("/ladder/"));

describe("serviceSteps()", () => {
  it("runs every arm once a round, those of a case one after the other", () => {
    assert.equal(rounds.length, 10 * 2 * 3);
    for (let at = 0; at < rounds.length; at += 3) {
      const arms = rounds.slice(at, at + 3);
      assert.equal(new Set(arms.map((step) => step.case)).size, 1);
      assert.deepEqual(arms.map(({ arm }) => arm).sort(), ["control", "fresh", "shared"]);
      assert.equal(new Set(arms.map(({ round }) => round)).size, 1);
    }
  });

  it("lets fresh go before shared as often as after it, in every case", () => {
    for (const of of cases) {
      const own = rounds.filter((step) => step.case === of && step.arm !== "control");
      const freshFirst = own.filter((step, index) => index % 2 === 0 && step.arm === "fresh");
      assert.equal(freshFirst.length, 5);
    }
  });

  it("gives all arms of a case's round the same arrivals, and another round others", () => {
    const own = rounds.filter((step) => step.case === cases[0]);
    const of = (round: number) =>
      own.filter((step) => step.round === round).map((step) => stepArrivalsNs(plan, step));
    const [first, second, third] = of(1);
    assert.deepEqual(first, second);
    assert.deepEqual(first, third);
    assert.notDeepEqual(first, of(2)[0]);
  });

  it("tries every step of a ladder in each of its rounds, after the rounds, until there are enough arrivals", () => {
    const ladder = steps.slice(rounds.length);
    assert.equal(ladder.length, 3 * (2 + 1));
    assert.ok(ladder.every(({ id }) => id.includes("/ladder/")));
    const asked = ladder.filter(({ arm }) => arm === "fresh");
    const lengths = new Map(asked.map(({ ratePerSecond, phaseNs }) => [ratePerSecond, phaseNs]));
    assert.deepEqual([lengths.get(50), lengths.get(125)], [3e9, 1.5e9]);
    assert.deepEqual(
      ladder.map(({ round }) => round),
      [1, 1, 1, 2, 2, 2, 3, 3, 3],
    );
  });

  it("has a control in each round of a ladder, at its highest rate", () => {
    const controls = steps.slice(rounds.length).filter(({ arm }) => arm === "control");
    assert.deepEqual(
      controls.map(({ id, round }) => [id, round]),
      [1, 2, 3].map((round) => ["node/undici/bundle/control/ladder/125", round]),
    );
  });
});
