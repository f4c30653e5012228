import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { agreementOf } from "./agreement.ts";
import { profileResults } from "./profile-results.ts";
import { type SyntheticArm, type SyntheticProfiles, syntheticProfileFile } from "./synthetic-profile.ts";

const context = "run a.ts > createSecureContext node:internal/tls/common > parse";
/** A profile of 200 busy samples. */
const arm = (creation: (round: number) => number, cpuNs: number, busy = 200): SyntheticArm => ({
  stacks: (round) => [
    { stack: context, samples: creation(round) },
    { stack: "run a.ts", samples: busy - creation(round) },
    { stack: "(idle)", samples: 50 },
  ],
  cpuNs: () => cpuNs,
});
const caseOf = (before: SyntheticArm, after: SyntheticArm, options: Partial<SyntheticProfiles> = {}) =>
  profileResults(
    syntheticProfileFile({ cases: [{ of: { runtime: "node" }, before, after }], ...options }),
  )[0]!;
const close = (got: number | undefined, wanted: number) =>
  assert.ok(got !== undefined && Math.abs(got - wanted) < 1e-9, `expected ${wanted}, got ${got}`);

describe("profileResults()", () => {
  it("takes each process's share of the busy samples, and the interval over processes", () => {
    const { before } = caseOf(
      arm((round) => 140 + round, 4e6),
      arm(() => 0, 1e6),
    );
    close(before.share?.value, 0.72);
    assert.ok(before.share && "low" in before.share);
    // Of 141 to 147: the third Walsh average from each end (P(T+ ≤ 2) = 3 / 128).
    close(before.share.low, 142 / 200);
    close(before.share.high, 146 / 200);
    assert.equal(before.samples.context, 7 * 144);
    assert.equal(before.samples.idle, 350);
  });

  it("keeps the profile of the median share", () => {
    const { before } = caseOf(
      arm((round) => 100 + ((round * 3) % 7), 4e6),
      arm(() => 0, 1e6),
    );
    assert.equal(before.representative?.share, 103 / 200);
    assert.equal(before.representative?.round, 1);
  });

  it("says which part of the CPU time the profiler saw, and what it cost", () => {
    const { before } = caseOf(
      arm(() => 100, 4e6),
      arm(() => 0, 1e6),
    );
    // 200 samples of 1 ms; 100 operations of 4 ms, a tenth more under the profiler.
    close(before.seen?.value, 0.2 / 0.44);
    close(before.overhead?.value, 1.1);
    assert.equal(before.cpuNs, 4e6);
  });
});

describe("profileResults(), before against after", () => {
  it("holds what the profiles save against what the CPU clock says", () => {
    // 3 of 4 ms are gone; the profile has 0.8 before, and 0.2 of what is left after.
    const one = caseOf(
      arm(() => 160, 4e6),
      arm(() => 40, 1e6),
    );
    close(one.saved?.value, 0.75);
    close(one.savedByProfile?.value, 0.8 - 0.2 / 4);
    close(one.difference?.value, 0);
    assert.equal(agreementOf(one), "agrees");
  });

  it("says when the profiles have more, or less", () => {
    assert.equal(
      agreementOf(
        caseOf(
          arm(() => 180, 4e6),
          arm(() => 0, 1e6),
        ),
      ),
      "more",
    );
    assert.equal(
      agreementOf(
        caseOf(
          arm(() => 20, 4e6),
          arm(() => 0, 1e6),
        ),
      ),
      "less",
    );
  });

  it("has no word on agreement without an interval", () => {
    for (const options of [{ exploratory: true }, { rounds: 5 }]) {
      const one = caseOf(
        arm(() => 180, 4e6),
        arm(() => 0, 1e6),
        options,
      );
      assert.deepEqual(Object.keys(one.difference!), ["value"]);
      assert.equal(agreementOf(one), "unknown");
    }
  });
});

describe("profileResults(), where something is missing", () => {
  it("has no share where a process has fewer than 30 busy samples", () => {
    const one = caseOf(
      arm(() => 160, 4e6),
      arm(() => 0, 0.1e6, 29),
    );
    assert.equal(one.after.share, null);
    close(one.savedByProfile?.value, 0.8);
    assert.equal(
      caseOf(
        arm(() => 160, 4e6),
        arm(() => 0, 1e6, 29),
      ).savedByProfile,
      null,
    );
  });

  it("leaves out a round of which a process failed, and says why", () => {
    const one = caseOf(
      arm(() => 160, 4e6),
      arm(() => 0, 1e6),
      {
        rounds: 8,
        observe(reading) {
          if (reading.round !== 2 || !reading.id.endsWith("fresh/sampled")) return [reading];
          const { kind, runtime, round, id, processNs } = reading;
          return [{ kind, runtime, round, id, processNs, status: "failed", reason: "it hung", stderr: "" }];
        },
      },
    );
    assert.deepEqual([one.before.validRounds, one.before.plannedRounds], [7, 8]);
    assert.equal(one.before.failure, "it hung");
  });

  it("has no CPU time below 20 steps of the clock", () => {
    const one = caseOf(
      arm(() => 160, 199),
      arm(() => 0, 1e6),
    );
    assert.equal(one.before.cpuNs, null);
    assert.equal(one.saved, null);
  });
});
