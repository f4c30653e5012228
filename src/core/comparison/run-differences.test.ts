import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Header, MachineFacts, Run } from "../records.ts";
import { failing, type SyntheticRun, syntheticRun } from "../synthetic-run.ts";
import { premiseTexts, runDifferences } from "./run-differences.ts";

const runOf = (options: Partial<SyntheticRun> = {}) =>
  syntheticRun({ cases: [{ latencyNs: { fresh: 2, shared: 1 } }], rounds: 3, ...options });
const plain = runOf();

function withHeader(header: Partial<Header>): Run {
  return { ...plain, header: { ...plain.header, ...header } };
}

function onMachine(machine: Partial<MachineFacts>): Run {
  return withHeader({ machine: { ...plain.header.machine, ...machine } });
}

describe("runDifferences()", () => {
  it("finds none between a run and one of the same", () => {
    assert.deepEqual(runDifferences(plain, plain), []);
  });

  const fixture = plain.header.fixture!;
  const [facts] = plain.header.runtimes;
  const found: [string, Run, string][] = [
    ["another CPU", onMachine({ cpuModel: "Other" }), "the CPU is Synthetic CPU in BASE and Other in HEAD"],
    [
      "a governor that one machine does not tell",
      onMachine({ governor: "powersave" }),
      "the frequency governor is unknown in BASE and powersave in HEAD",
    ],
    [
      "memory, in whole GiB",
      onMachine({ memoryBytes: 16 * 1024 ** 3 }),
      "the memory in GiB is 8 in BASE and 16 in HEAD",
    ],
    [
      "another undici",
      withHeader({ packages: { mitata: "1.0.34", undici: "7.0.0" } }),
      "undici is 8.13.1 in BASE and 7.0.0 in HEAD",
    ],
    [
      "another key exchange",
      withHeader({ fixture: { ...fixture, keyExchange: "P-256" } }),
      "the server's key exchange is X25519 in BASE and P-256 in HEAD",
    ],
    [
      "another commit, by the beginning of its hash",
      withHeader({ gitCommit: "d".repeat(40) }),
      "ctxcost's commit is cccccccccccc… in BASE and dddddddddddd… in HEAD",
    ],
    [
      "another version of the runtime",
      withHeader({ runtimes: [{ ...facts!, version: "9.0.0" }] }),
      "node is 1.2.3 in BASE and 9.0.0 in HEAD",
    ],
    [
      "another executable of the same version",
      withHeader({ runtimes: [{ ...facts!, binarySha256: "ef".repeat(32) }] }),
      "node 1.2.3 is another executable in HEAD than in BASE",
    ],
    [
      "what was said of the machine before one of them",
      withHeader({ warnings: ["it throttles"] }),
      "before HEAD: it throttles",
    ],
  ];
  for (const [what, head, text] of found) {
    it(`names ${what}, and nothing else`, () => {
      assert.deepEqual(runDifferences(plain, head), [text]);
    });
  }
});

describe("runDifferences() where it takes a second look", () => {
  it("takes a few MiB less for the same memory", () => {
    const { memoryBytes } = plain.header.machine;
    assert.deepEqual(runDifferences(plain, onMachine({ memoryBytes: memoryBytes - 5 * 1024 ** 2 })), []);
  });

  it("compares no fixture where one run has a server of its own", () => {
    const texts = runDifferences(plain, withHeader({ url: "https://example.com/", fixture: null }));
    assert.match(texts[0]!, /^the server is the fixture in BASE and https:\/\/example\.com\/ in HEAD$/);
    assert.ok(!texts.some((text) => text.includes("key exchange")));
  });

  it("does not take two uncommitted states for one", () => {
    const dirty = withHeader({ gitDirty: true });
    assert.match(runDifferences(dirty, dirty)[0]!, /both runs were made with uncommitted changes/);
  });

  it("names processes of unequal length, by half or more", () => {
    const counts = (timedOperations: number) =>
      runOf({ cases: [{ latencyNs: { fresh: 2 }, planned: { warmupOperations: 10, timedOperations } }] });
    assert.deepEqual(runDifferences(counts(10), counts(19)), []);
    for (const [base, head] of [
      [10, 20],
      [20, 10],
    ] as const) {
      assert.match(
        runDifferences(counts(base), counts(head))[0]!,
        /in 1 of the cases, e\.g\. node\/node:https/,
      );
    }
  });

  it("says of which run a premise failed", () => {
    const broken = runOf({ observe: (valid) => (valid.round === 1 ? failing(valid, "crashed") : valid) });
    assert.deepEqual(runDifferences(broken, plain), ["in BASE 2 of 6 observations failed"]);
    assert.deepEqual(runDifferences(plain, broken), ["in HEAD 2 of 6 observations failed"]);
  });
});

describe("premiseTexts()", () => {
  it("names the first check that failed, and counts them", () => {
    const check = {
      kind: "check",
      runtime: "node",
      client: "node:https",
      trust: "bundle",
      context: "shared",
      premise: "refuses",
    } as const;
    const checks = [
      { ...check, passed: true, detail: "ERR" },
      { ...check, passed: false, detail: "it answered" },
    ];
    assert.deepEqual(premiseTexts("HEAD", runOf({ rest: { checks } })), [
      "in HEAD 1 of 2 checks of premises failed, e.g. node/node:https/bundle/shared refuses: it answered",
    ]);
  });

  it("tells what was measured again after a fault of the harness from what failed", () => {
    const repeated = runOf({
      observe: (valid) =>
        valid.round === 1 ? [failing(valid, "it died", "harness"), { ...valid, attempt: 2 }] : valid,
    });
    const [text, ...others] = premiseTexts("HEAD", repeated);
    assert.deepEqual(others, []);
    assert.match(
      text!,
      /^in HEAD 2 observations were spoilt by a fault of the harness, .*\(round 1 of .*: it died\)$/,
    );
  });

  it("says how much of a killed run there is, and whether its last round is whole", () => {
    const killedAfter = (observations: number) =>
      premiseTexts("HEAD", {
        ...plain,
        observations: plain.observations.slice(0, observations),
        finish: null,
      });
    assert.deepEqual(killedAfter(4), ["HEAD did not come to its end: 2 of 3 rounds are in it"]);
    assert.deepEqual(killedAfter(3), [
      "HEAD did not come to its end: 2 of 3 rounds are in it, the last in part",
    ]);
    assert.deepEqual(killedAfter(0), ["HEAD did not come to its end: 0 of 3 rounds are in it"]);
  });

  it("names a missing runtime, an exploratory run and a server that is not the fixture", () => {
    const run = runOf({
      plan: { exploratory: true },
      header: {
        url: "https://example.com/",
        missingRuntimes: [{ runtime: "deno", reason: "not installed" }],
      },
    });
    assert.deepEqual(premiseTexts("BASE", run), [
      "BASE is exploratory: no intervals, no verdicts",
      "in BASE the server is https://example.com/: what only the fixture can check is absent",
      "deno is missing in BASE: not installed",
    ]);
  });
});
