import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Finding } from "../../core/findings/finding.ts";
import { findingsList } from "./findings-list.ts";

const finding: Finding = {
  kind: "sharing-saves-nothing",
  of: { runtime: "deno", client: "node:tls", trust: "bundle", scenario: "request" },
  contexts: ["fresh", "shared"],
  builds: null,
  claim: {
    measure: "ratio",
    of: "fresh ÷ shared",
    estimate: { value: 1.01, low: 0.99, high: 1.03, confidence: 0.95 },
    expected: 5.3,
  },
  layer: "runtime",
  n: 13,
  strength: 5.1,
  alsoIn: [{ runtime: "deno", client: "undici", trust: "bundle", scenario: "request" }],
};

describe("findingsList()", () => {
  it("has the claim with what is expected, where else it shows, its doubt, and the command that reports it", () => {
    const text = findingsList([{ finding, file: "my run.jsonl" }]);
    assert.match(
      text,
      /^1\. deno: node:tls, a request on a new connection with Mozilla's roots as CAs: a shared SecureContext saves nothing/,
    );
    assert.match(text, /fresh ÷ shared 1\.01 \[0\.990, 1\.03\], where 5\.30 or more is expected; n = 13,/);
    assert.match(text, /also in: deno\/undici\/bundle\/request\n {3}doubt: /);
    assert.match(
      text,
      /denoland\/deno: npm run -s ctxcost -- bug-report --case deno\/node:tls\/bundle\/request --kind sharing-saves-nothing --run 'my run\.jsonl' --out FILE$/,
    );
  });

  it("says what is expected of waits and of memory", () => {
    const claims: [Finding["claim"], RegExp][] = [
      [
        {
          ...finding.claim,
          measure: "ns",
          estimate: { ...finding.claim.estimate, low: 41e6, high: 43e6 },
          expected: 5e6,
        },
        /where at most 5\.00 ms is expected/,
      ],
      [{ ...finding.claim, measure: "bytes", expected: 0 }, /where none is expected/],
    ];
    for (const [claim, words] of claims) {
      assert.match(findingsList([{ finding: { ...finding, claim }, file: null }]), words);
    }
  });

  it("says so where there is none", () => {
    assert.match(findingsList([]), /^Nothing here deserves a report/);
  });
});
