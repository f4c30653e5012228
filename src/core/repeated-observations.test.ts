import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Observation, ValidObservation } from "./records.ts";
import { repeatedObservations, repetitionText } from "./repeated-observations.ts";
import { failing, syntheticRun } from "./synthetic-run.ts";

/** Of `fresh` in round 3. */
function observationsWith(attempts: (valid: ValidObservation) => readonly Observation[]) {
  return syntheticRun({
    cases: [{ latencyNs: { fresh: 2000, shared: 1000 } }],
    observe: (valid, { context }) => (context === "fresh" && valid.round === 3 ? attempts(valid) : valid),
  }).observations;
}

const spoilt = (valid: ValidObservation) => failing(valid, "it ended with SIGKILL", "harness");
const second = (valid: ValidObservation) => ({ ...valid, attempt: 2 });

describe("repeatedObservations()", () => {
  it("has what the harness spoilt and what was made again", () => {
    const found = repeatedObservations(observationsWith((valid) => [spoilt(valid), second(valid)]));
    assert.deepEqual(
      found.map(({ round, armId, attempt }) => [round, armId, attempt]),
      [[3, "node/node:https/bundle/create/fresh", 1]],
    );
  });

  it("has neither what an interruption left unrepeated, nor a failure of the arm's own or of the repetition", () => {
    for (const attempts of [
      (valid: ValidObservation) => [spoilt(valid)],
      (valid: ValidObservation) => [failing(valid, "boom", "worker"), second(valid)],
      (valid: ValidObservation) => [valid, { ...spoilt(valid), attempt: 2 }],
    ]) {
      assert.deepEqual(repeatedObservations(observationsWith(attempts)), []);
    }
  });
});

describe("repetitionText()", () => {
  it("says how many, and why the first", () => {
    assert.equal(
      repetitionText(observationsWith((valid) => [spoilt(valid), second(valid)])),
      "1 observation was spoilt by a fault of the harness, and the round of the case was measured again, which counts " +
        "(round 3 of node/node:https/bundle/create/fresh: it ended with SIGKILL)",
    );
    assert.equal(repetitionText(observationsWith((valid) => [valid])), null);
  });
});
