import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Finding } from "../../core/findings/finding.ts";
import { findingsList, whatToDo } from "./findings-list.ts";

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

  it("names the builds that the run had by their paths as the command asks for them", () => {
    const of = { ...finding.of, runtime: "node", client: "node:https" } as const;
    const text = findingsList([{ finding: { ...finding, of }, file: "a.jsonl", unpublished: 2 }]);
    assert.match(text, /--run a\.jsonl --executable PATH --executable PATH --out FILE$/);
  });

  it("gives no command where there is no report, and says why", () => {
    const undici: Finding = {
      ...finding,
      of: { ...finding.of, runtime: "node", client: "undici" },
      layer: "client-library",
    };
    const python: Finding = { ...finding, of: { ...finding.of, runtime: "python", client: "ssl" } };
    for (const [one, words] of [
      [undici, /^ {3}nodejs\/undici: no report: the cause is in the package undici/m],
      [python, /^ {3}python: no report: the form of python's own project is not known here$/m],
    ] as const) {
      const text = findingsList([{ finding: one, file: null }]);
      assert.match(text, words);
      assert.doesNotMatch(text, /bug-report/);
      const { report, reason } = whatToDo({ finding: one, file: null });
      assert.equal(report, null);
      assert.ok(text.endsWith(`no report: ${reason}`));
    }
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
