/** For tests: the parts of a report made of a finding, with an output that no machine printed. */
import type { Finding } from "../../core/findings/finding.ts";
import { syntheticRun } from "../../core/synthetic-run.ts";
import { checkedText } from "./checked-by-hand.ts";
import { claimSentence, titleOf } from "./claim-sentence.ts";
import { doubtText, expectationText } from "./expectation.ts";
import { findingTable, howMeasured } from "./finding-table.ts";
import type { ReportParts } from "./report-parts.ts";
import { reproOf } from "./repro-of.ts";

export function syntheticParts(finding: Finding, changes: Partial<ReportParts> = {}): ReportParts {
  const { header } = syntheticRun({ cases: [{ ...finding.of, latencyNs: { fresh: 7e6, shared: 7e6 } }] });
  const repro = reproOf(finding, titleOf(finding));
  if ("reason" in repro) throw new Error(repro.reason);
  const checked = checkedText(finding, "2.9.6");
  return {
    title: titleOf(finding),
    sentence: claimSentence(finding),
    table: findingTable(finding, null),
    howMeasured: howMeasured(header, finding),
    expectation: expectationText(finding),
    doubt: doubtText(finding, checked !== null),
    checked,
    runs: { file: "RUN.jsonl.gz", id: "20261124-1530-5f3a9c", sha256: "ab".repeat(32) },
    repro: { ...repro, remark: repro.insteadOf },
    output: "fresh ÷ shared, median of the rounds: 1.010\nThe problem is there.",
    platform: "Linux 6.1.0 #1 SMP x86_64",
    runtime: finding.of.runtime,
    runtimeVersion: "2.9.6",
    runtimePackage: null,
    packages: header.packages,
    operatingSystem: "Debian 12",
    subsystem: "tls",
    ...changes,
  };
}
