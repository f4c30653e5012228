import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { syntheticMemoryFile } from "../../core/memory/synthetic-memory.ts";
import { memoryStudy } from "./memory-study.ts";

const { plan } = syntheticMemoryFile([
  { mode: "hold", context: "fresh", bytes: 1 },
  { mode: "hold", context: "shared", bytes: 1 },
  { mode: "hold", client: "node:tls", context: "fresh", bytes: 1 },
  { mode: "growth", bytes: 1 },
]);
const steps = memoryStudy.steps(plan, 7);

describe("memoryStudy.steps()", () => {
  it("has each arm once in each of its rounds", () => {
    assert.equal(steps.length, 3 * 7 + 11);
    const keys = new Set(steps.map(({ id, round }) => `${id} ${round}`));
    assert.equal(keys.size, steps.length);
    assert.equal(Math.max(...steps.filter(({ id }) => id.startsWith("hold")).map(({ round }) => round)), 7);
  });

  it("has fresh and shared of a client next to each other, each first in half of the rounds", () => {
    const places = (context: string) =>
      steps.flatMap(({ id }, index) => (id === `hold/node/undici/bundle/request/${context}` ? [index] : []));
    const [fresh, shared] = [places("fresh"), places("shared")];
    const distances = fresh.map((place, round) => shared[round]! - place);
    assert.ok(
      distances.every((distance) => Math.abs(distance) === 1),
      distances.join(" "),
    );
    assert.ok([3, 4].includes(distances.filter((distance) => distance > 0).length));
  });
});
