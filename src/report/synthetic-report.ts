/** For tests: a small run that has one of everything that a table can show. */
import { analyseRun } from "../core/analyse-run.ts";
import type { Run } from "../core/records.ts";
import { failing, measuring, type SyntheticCase, syntheticRun } from "../core/synthetic-run.ts";
import type { ReportInput, Snippet } from "./input.ts";

const unsupportedShared = {
  unsupported: [{ context: "shared", reason: "fetch takes no context object: it ignores `secureContext`" }],
} as const;

const cases: readonly SyntheticCase[] = [
  { trust: "default", latencyNs: { fresh: 147_000, shared: 28_000, "extra-ca": 190_000 } },
  {
    trust: "default",
    scenario: "request",
    latencyNs: { fresh: 2_100_000, shared: 1_900_000, "reused-client": 240_000 },
  },
  { latencyNs: { fresh: 4_400_000, shared: 96_000, distinct: 4_450_000 } },
  {
    scenario: "request",
    latencyNs: { fresh: 7_000_000, shared: 2_000_000, distinct: 7_050_000, "reused-client": 350_000 },
  },
  {
    // Now above and now below: indistinct, in wall and in CPU.
    trust: "private-ca",
    scenario: "request",
    latencyNs: {
      fresh: (round) => 2_000_000 + (round % 2 === 0 ? -1 : 1) * 1000 * round,
      shared: () => 2_000_000,
    },
  },
  { trust: "mtls", scenario: "request", latencyNs: { fresh: 2_600_000, shared: 2_500_000 } },
  { client: "empty", trust: "none", latencyNs: { fresh: 230 } },
  { client: "plain-http", trust: "none", scenario: "request", latencyNs: { fresh: 340_000 } },
  {
    runtime: "bun",
    client: "fetch",
    scenario: "request",
    latencyNs: { fresh: 1_000_000, "shared-options": 1_005_000, "reused-client": 230_000 },
    planned: unsupportedShared,
  },
];

/** The same with a stranger's words wherever the header may have any text; its `runId` and `url` are as they are. */
export function hostileReportRun(evil: string, header: Partial<Run["header"]> = {}): Run {
  return syntheticReportRun({
    header: {
      startedAt: evil,
      commandLine: [evil],
      gitCommit: evil,
      scrubbedEnvironment: [evil],
      setEnvironment: { [evil]: evil },
      warnings: [evil],
      missingRuntimes: [{ runtime: "deno", reason: evil }],
      packages: { mitata: evil, undici: evil },
      ...header,
    },
    clients: { "node:https": { api: evil, sharedObject: evil, remark: evil }, fetch: { sharedObject: null } },
  });
}

/** In its `mtls` case two processes failed; one of `shared` with the bundle took three times as long. */
export function syntheticReportRun(changes: Partial<Parameters<typeof syntheticRun>[0]> = {}): Run {
  return syntheticRun({
    cases,
    clients: { fetch: { sharedObject: null, remark: "each call looks its context up by content" } },
    observe(valid, arm) {
      if (arm.trust === "mtls" && arm.context === "shared" && valid.round < 3) {
        return failing(valid, "exited with code 7: Error: no more | memory");
      }
      if (
        arm.context === "shared" &&
        arm.scenario === "request" &&
        arm.trust === "bundle" &&
        valid.round === 4
      ) {
        return measuring(valid, { operationNs: valid.measurement.operationNs.map((time) => 3 * time) });
      }
      return valid;
    },
    ...changes,
  });
}

const snippets = new Map<string, Snippet>([
  [
    "*/node:https",
    {
      before: "new Agent({ ca });",
      after: "new Agent({ secureContext });",
      path: "docs/advice/https.ts",
      language: "ts",
    },
  ],
  [
    "bun/fetch",
    {
      before: "fetch(url, { tls: { ca } });",
      after: "fetch(url, { tls });",
      path: "docs/advice/bun-fetch.ts",
      language: "ts",
    },
  ],
]);

export function reportOf(run: Run): ReportInput {
  return {
    run,
    results: analyseRun(run),
    rawFile: `runs/${run.header.runId}.jsonl.gz`,
    rawFileFromProject: `results/runs/${run.header.runId}.jsonl.gz`,
    projectFolder: "..",
    snippets,
  };
}
