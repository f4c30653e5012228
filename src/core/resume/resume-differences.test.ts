import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Header } from "../records.ts";
import { syntheticRun } from "../synthetic-run.ts";
import { resumeDifferences } from "./resume-differences.ts";

const { header } = syntheticRun({
  cases: [{ latencyNs: { fresh: 2000, shared: 1000 } }],
  header: { codeSha256: "12".repeat(32) },
});
const [node] = header.runtimes;
const differences = (changes: Partial<Header>) => resumeDifferences(header, { ...header, ...changes });

describe("resumeDifferences()", () => {
  it("finds none where nothing changed but time and load", () => {
    const machine = { ...header.machine, loadAverage: [3, 2, 1], freeMemoryBytes: 1 };
    assert.deepEqual(differences({ startedAt: "later", runId: "another", machine, warnings: ["x"] }), []);
  });

  it("names everything that differs, a line each", () => {
    const found = differences({
      machine: { ...header.machine, cpuModel: "another CPU", kernel: "7.0" },
      setEnvironment: { LANG: "C" },
      codeSha256: "ab".repeat(32),
      gitCommit: "d".repeat(40),
      fixture: { ...header.fixture!, bundleSha256: "ef".repeat(32) },
      runtimes: [
        {
          ...node!,
          version: "1.2.4",
          binarySha256: "99".repeat(32),
          clients: [
            {
              ...node!.clients[0]!,
              api: "another API, told in some more words than fit into a line ".repeat(3),
            },
          ],
        },
      ],
    });
    assert.deepEqual(found, [
      "node's version was 1.2.3 and is 1.2.4 now",
      `node's executable (SHA-256) was ${"ab".repeat(32)} and is ${"99".repeat(32)} now`,
      "node's clients, as they describe themselves, are others now",
      "the CPU was Synthetic CPU and is another CPU now",
      "the kernel was 6.1.0 and is 7.0 now",
      "the bundle was cdcdcdcdcdcd… and is efefefefefef… now",
      "ctxcost's commit was cccccccccccc… and is dddddddddddd… now",
      "ctxcost's code (SHA-256) was 121212121212… and is abababababab… now",
      'the value of the workers\' variables was {} and is {"LANG":"C"} now',
    ]);
  });

  it("says that a runtime is gone, and why", () => {
    const found = differences({
      runtimes: [],
      missingRuntimes: [{ runtime: "node", reason: "not installed" }],
    });
    assert.deepEqual(found, ["node is not there: not installed"]);
  });

  it("trusts no file that does not say which code measured it", () => {
    const { codeSha256: _, ...old } = header;
    assert.match(resumeDifferences(old, header).join("\n"), /does not say which code measured it/);
  });
});
