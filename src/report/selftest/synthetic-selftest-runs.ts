/** For tests: the runs of a self-test that have one of everything that its page can show. */
import type { Run } from "../../core/records.ts";
import {
  balanced,
  type SyntheticSelftest,
  syntheticSelftest,
} from "../../core/selftest/synthetic-selftest.ts";
import { failing } from "../../core/synthetic-run.ts";

/** Twelve clients, one of which has false alarms, and the empty control. */
function sameRun(number: number, changes: Partial<SyntheticSelftest>): Run {
  const clients = Array.from({ length: 12 }, (_, index) => ({ client: `client-${index + 1}` }));
  return syntheticSelftest({
    comparisons: 0,
    cases: [{ client: "empty", trust: "none" }, ...clients],
    contexts: ["fresh", "shared"],
    ratio: () => 1,
    latencyNs(build, case_, round, context) {
      if (case_ === 0) return 120;
      const cost = 1_000_000 * (context === "fresh" ? 4 : 1);
      if (build === 0) return cost;
      return cost * (case_ === number ? 1.01 : balanced(((round + case_) % 13) + 1));
    },
    ...changes,
    header: { ...headerOf(number), ...changes.header },
  });
}

function headerOf(number: number) {
  return {
    runId: `20261124-153${number}-0000000${number}`,
    startedAt: `2026-11-24T15:3${number}:00.000Z`,
    commandLine: ["npm", "run", "-s", "ctxcost", "--", "selftest", "--seed", "7"],
  };
}

export function syntheticSelftestRuns(): Run[] {
  const runtime = "bun";
  const bunCases = Array.from(
    { length: 6 },
    (_, index) => ({ runtime, client: `client-${index + 1}` }) as const,
  );
  return [
    sameRun(1, {}),
    sameRun(2, {
      header: { warnings: ["the load is 1.5 on 2 CPUs before the start: wait `a minute`"] },
      observe: (one, build) =>
        build === 1 && one.status === "valid" && one.armId.includes("client-7/") && one.round > 3
          ? failing(one, "exited with code 7")
          : one,
    }),
    sameRun(3, { cases: bunCases, builds: [{ build: "bun#a" }, { build: "bun#b" }] }),
    sameRun(4, { check: "drift" }),
    syntheticSelftest({
      check: "power",
      builds: [
        { build: "node" },
        { build: "node+2%", slowDown: 0.02 },
        { build: "node+5%", slowDown: 0.05 },
        { build: "node+10%", slowDown: 0.1 },
      ],
      cases: ["node:tls", "node:https", "undici"].map((client) => ({ client, scenario: "request" })),
      comparisons: 0,
      rounds: 30,
      ratio: () => 1,
      latencyNs: (build, case_, round) =>
        2_000_000 *
        [1, 1.02, 1.05, 1.1][build]! *
        (build > 0 ? 1 + case_ * 5 * (balanced((round % 13) + 1) - 1) : 1),
      header: headerOf(5),
    }),
  ];
}

export function inFiles(runs: readonly Run[]) {
  return runs.map((run, index) => ({ run, rawFile: `selftest/0${index + 1}.jsonl.gz` }));
}
