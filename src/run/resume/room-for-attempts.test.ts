import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { mostAttempts } from "../../core/file-limits.ts";
import { remainingRounds } from "../../core/resume/remaining-rounds.ts";
import { syntheticRun } from "../../core/synthetic-run.ts";
import { orderRounds } from "../measure-plan.ts";
import { UsageError } from "../unknown-word.ts";
import { expectRoomForAttempts } from "./room-for-attempts.ts";

const { plan, header, observations } = syntheticRun({
  cases: [{ latencyNs: { fresh: 2000, shared: 1000 } }],
  rounds: 2,
});

describe("expectRoomForAttempts()", () => {
  it("leaves one for the repetition after a fault of the harness", () => {
    const after = (attempt: number) =>
      remainingRounds(orderRounds(plan, header.seed), [{ ...observations[0]!, attempt }]);
    expectRoomForAttempts("x.jsonl", after(mostAttempts - 2));
    assert.throws(
      () => expectRoomForAttempts("x.jsonl", after(mostAttempts - 1)),
      (error: Error) => {
        assert.ok(error instanceof UsageError);
        assert.match(
          error.message,
          /^--resume x\.jsonl: the last attempt at round 1 of node.* is number 999; .* a new run$/,
        );
        return true;
      },
    );
  });
});
