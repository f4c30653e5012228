/** Why a finding is reported to nobody: what `findings` says, and what `bug-report` refuses with. */
import type { Finding } from "../../core/findings/finding.ts";
import { settledReason } from "../../core/findings/settled.ts";
import { titleOf } from "./claim-sentence.ts";
import { projectOf } from "./projects.ts";
import { reproOf } from "./repro-of.ts";

/** Plain text; null where there is something to report. `isAddressed` where somebody has chosen the project. */
export function noReportReason(finding: Finding, isAddressed = false): string | null {
  const answered = settledReason(finding);
  if (answered !== null) return `it is meant so: ${answered}`;
  if (!isAddressed && projectOf(finding) === null) {
    return `the form of ${finding.of.runtime}'s own project is not known here`;
  }
  const repro = reproOf(finding, titleOf(finding));
  return "reason" in repro ? repro.reason : null;
}
