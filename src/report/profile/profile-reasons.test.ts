import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { RuntimeName, Scenario } from "../../core/model.ts";
import { type CaseProfile, profileResults } from "../../core/profile/profile-results.ts";
import { type SyntheticSamples, syntheticProfileFile } from "../../core/profile/synthetic-profile.ts";
import { reasonFor } from "./profile-reasons.ts";

const building: Partial<Record<RuntimeName, string>> = {
  node: "run bench/a.ts > createSecureContext node:internal/tls/common",
  bun: "run bench/a.ts > SecureContext node:tls",
  python: "run httpx/a.py > create_default_context ssl.py",
};

interface Given {
  readonly runtime: RuntimeName;
  readonly scenario: Scenario;
  /** Samples of 1,000 before, under what builds a context. */
  readonly counted: number;
  /** And beside it, by the stack. */
  readonly beside?: SyntheticSamples;
  /** CPU time of 1 ms that is left after. */
  readonly left: number;
}

/** A sample a ms: 1,000 of them are what 100 operations of 10 ms take, and × `seen` of what the process takes. */
function caseOf({ runtime, scenario, counted, beside, left }: Given, seen = 1): CaseProfile {
  const rest = 1000 - counted - (beside?.samples ?? 0);
  const cpuNs = 10e6 / 1.1 / seen;
  const file = syntheticProfileFile({
    cases: [
      {
        of: { runtime, client: "undici", scenario },
        before: {
          stacks: () => [
            { stack: building[runtime] ?? "run bench/a.ts", samples: counted },
            ...(beside ? [beside] : []),
            { stack: "run bench/a.ts", samples: rest },
          ],
          cpuNs: (round) => cpuNs + round,
        },
        after: {
          stacks: () => [{ stack: "run bench/a.ts", samples: 200 }],
          cpuNs: (round) => left * cpuNs + round,
        },
      },
    ],
  });
  return profileResults(file)[0]!;
}

describe("reasonFor()", () => {
  it("has a reason for what has been looked into, in that direction alone", () => {
    const bun = { runtime: "bun", scenario: "request", counted: 240, left: 0.85 } as const;
    assert.match(reasonFor(caseOf(bun), "more"), /takes no sample/);
    assert.equal(reasonFor(caseOf(bun), "less"), "unexplained");
    assert.equal(reasonFor(caseOf({ ...bun, scenario: "create" }), "more"), "unexplained");
    assert.equal(reasonFor(caseOf({ ...bun, runtime: "deno" }), "more"), "unexplained");
  });

  it("takes what is seen for the reason only where share × seen is what the CPU clock has", () => {
    const bun = { runtime: "bun", scenario: "request", counted: 240 } as const;
    const half = reasonFor(caseOf({ ...bun, left: 0.85 }, 0.335), "more");
    assert.match(half, /^unexplained; .*the 33\.5 % that was seen/);
    assert.match(half, /rest, 8\.0 % would be saved of the whole, and the CPU clock has 15\.0 %/);
    assert.match(half, /some of the rest is saved too/);
    const whole = reasonFor(caseOf({ ...bun, left: 0.92 - 0.0004 }, 0.335), "more");
    assert.doesNotMatch(whole, /unexplained/, "8.04 % by both");
    assert.match(reasonFor(caseOf({ ...bun, left: 0.98 }, 0.335), "more"), /the rest is dearer after/);
  });

  it("computes how much dearer the rest is", () => {
    const of = caseOf({ runtime: "node", scenario: "create", counted: 940, left: 0.02 });
    assert.match(reasonFor(of, "less"), /takes 3\.00 times as long/);
    const cheaper = caseOf({ runtime: "node", scenario: "create", counted: 990, left: 0.02 });
    assert.equal(reasonFor(cheaper, "less"), "unexplained");
  });

  it("names the freeing of contexts with its share, and only where the profiles show it", () => {
    const given = { runtime: "node", scenario: "request", counted: 740, left: 0.22 } as const;
    const beside = { stack: "run bench/a.ts > closeSingleUseContext node:internal/tls/wrap", samples: 59 };
    assert.match(
      reasonFor(caseOf({ ...given, beside }), "less"),
      /\(5\.9 % of the samples before and 0\.0 % after, where 4\.0 points are missing\)/,
    );
    assert.match(
      reasonFor(caseOf({ ...given, beside: { ...beside, samples: 10 } }), "less"),
      /\(1\.0 % .* missing; the rest is unexplained\)/,
    );
    assert.equal(reasonFor(caseOf(given), "less"), "unexplained");
  });

  it("names a figure that is of another run as that", () => {
    const beside = { stack: "run worker/a.py > (garbage collector)", samples: 20 };
    const of = caseOf({ runtime: "python", scenario: "request", counted: 830, beside, left: 0.08 });
    assert.match(reasonFor(of, "less"), /in one run by hand .* a third .*\(2\.0 % of the samples/);
  });
});
