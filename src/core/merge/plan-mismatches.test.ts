import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { alikeMachines } from "./merge-run.ts";
import { planMismatches } from "./plan-mismatches.ts";
import { syntheticMachine } from "./synthetic-merge.ts";

const first = syntheticMachine({ seed: 1 });
const second = syntheticMachine({ seed: 2 });
const [node] = first.header.runtimes;

describe("planMismatches()", () => {
  it("finds none between machines, whatever they are", () => {
    const machine = { ...second.header.machine, cpuModel: "another", architecture: "arm64" };
    const runtimes = [{ ...node!, binarySha256: "99".repeat(32), source: "npm:other@1.2.3" }];
    const fixture = { ...second.header.fixture!, bundleSha256: "ef".repeat(32) };
    const elsewhere = {
      ...second,
      header: { ...second.header, machine, runtimes, fixture, setEnvironment: { A: "1" } },
    };
    assert.deepEqual(planMismatches([first, elsewhere]), []);
  });

  it("names everything in which two runs are not of one plan", () => {
    const { header } = second;
    const other = {
      ...second,
      header: {
        ...header,
        gitCommit: "d".repeat(40),
        codeSha256: "ab".repeat(32),
        packages: { ...header.packages, undici: "8.14.0" },
        commandLine: [...header.commandLine, "--seed", "2"],
        runtimes: [{ ...node!, version: "1.3.0" }],
      },
      plan: { ...second.plan, rounds: 30, cases: second.plan.cases.slice(1) },
    };
    const ids =
      "20261125-1530-00000001 \\(\\S+01\\.jsonl\\) and (.*) in 20261125-1530-00000002 \\(\\S+02\\.jsonl\\)";
    const found = planMismatches([first, other]);
    for (const what of [
      "undici is 8.13.1",
      "ctxcost's commit is cccccccccccc…",
      "ctxcost's code \\(SHA-256\\) is 121212121212…",
      "the rounds is 13",
      "the seed is drawn",
      "node is 1.2.3",
    ]) {
      assert.ok(
        found.some((text) => new RegExp(`^${what} in ${ids}$`).test(text)),
        `${what}: ${found.join("\n")}`,
      );
    }
    assert.match(
      found.at(-1)!,
      /^1 case is only in the plan of .*00000001 \(.*00000001\.jsonl\), e\.g\. node\/node:https\/default\/create/,
    );
    assert.equal(found.length, 7);
  });
});

describe("planMismatches() of what is no run of one plan", () => {
  it("takes builds with builds alone, and only what was compared with the same one", () => {
    const builds = (...names: string[]) => {
      const run = syntheticMachine({ seed: 1 });
      return { ...run, header: { ...run.header, runtimes: names.map((build) => ({ ...node!, build })) } };
    };
    assert.match(
      planMismatches([builds("a", "b"), first]).join(),
      /what is compared is builds in .* and fresh/,
    );
    assert.match(
      planMismatches([builds("a", "b"), builds("b", "a")]).join(),
      /what other builds of node are compared with is a in .* and b in/,
    );
    assert.deepEqual(planMismatches([builds("a", "b", "c"), builds("a", "c")]), []);
  });

  it("tells runs of one id apart by their files", () => {
    const twin = { ...first, file: "elsewhere/two.jsonl", plan: { ...first.plan, rounds: 30 } };
    assert.deepEqual(planMismatches([first, twin]), [
      "the rounds is 13 in 20261125-1530-00000001 (20261125-1530-00000001.jsonl) and 30 in 20261125-1530-00000001 " +
        "(elsewhere/two.jsonl)",
    ]);
  });

  it("takes no self-test", () => {
    const selftest = { ...first, header: { ...first.header, selftest: { check: "a-a" } as const } };
    assert.match(planMismatches([selftest, first]).join(), /of the self-test/);
  });

  it("does not call a machine that lacks a runtime another plan", () => {
    const bun = { ...node!, runtime: "bun" } as const;
    const more = {
      ...second,
      header: { ...second.header, runtimes: [...second.header.runtimes, bun] },
      plan: {
        ...second.plan,
        familySize: 5,
        cases: [...second.plan.cases, { ...second.plan.cases[0]!, id: "bun/fetch/bundle/create" }],
      },
    };
    assert.deepEqual(planMismatches([first, more]), []);
    const sameRuntimes = { ...second, plan: { ...second.plan, familySize: 5 } };
    assert.match(planMismatches([first, sameRuntimes]).join(), /pairs to be judged is 4 in .* and 5 in/);
  });
});

describe("planMismatches() of what a stranger wrote", () => {
  it("cites a few words of it, and some of the differences", () => {
    const long = "x".repeat(100_000);
    const { header, plan } = second;
    const runtimes = Array.from({ length: 100 }, (_, index) => ({
      ...node!,
      build: `${index}${long}`,
      version: long,
    }));
    const cases = plan.cases.map((one) => ({ ...one, id: `node/${long}` }));
    const other = {
      ...second,
      header: { ...header, url: long, gitCommit: long, packages: { undici: long, mitata: long }, runtimes },
      plan: { ...plan, cases },
    };
    const similar = {
      ...other,
      header: {
        ...other.header,
        runtimes: runtimes.map((one, index) => ({ ...one, version: `1.${index}` })),
      },
    };
    for (const found of [planMismatches([first, other]), planMismatches([other, similar])]) {
      assert.ok(found.every((text) => text.length < 300));
      assert.ok(found.length <= 21, `${found.length} differences`);
    }
    assert.equal(planMismatches([other, similar]).at(-1), "80 more differences");
  });
});

describe("alikeMachines()", () => {
  it("finds those that describe themselves alike, at whatever load", () => {
    const busy = { ...second.header.machine, loadAverage: [9, 9, 9], freeMemoryBytes: 1 };
    const other = { ...second.header.machine, cpuModel: "another" };
    const on = (machine: typeof second.header.machine) => ({ header: { ...second.header, machine } });
    assert.deepEqual(alikeMachines([first, on(other), on(busy)]), [[0, 2]]);
    assert.deepEqual(alikeMachines([first, on(other)]), []);
  });
});
