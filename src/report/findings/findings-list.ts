/** What deserves a report, as a list to read: the claim, how sure it is, whose it most likely is, and what writes the report. */
import type { Finding } from "../../core/findings/finding.ts";
import { caseId } from "../../core/model.ts";
import { visibleText } from "../../core/visible-text.ts";
import { claimText, expectedText, titleOf } from "../bug-report/claim-sentence.ts";
import { doubtText } from "../bug-report/expectation.ts";
import { noReportReason } from "../bug-report/no-report.ts";
import { projectOf } from "../bug-report/projects.ts";
import { shellWord } from "../shell-word.ts";

export interface ListedFinding {
  readonly finding: Finding;
  /** The file that shows it, as the user would name it; null for the one that the command takes by itself. */
  readonly file: string | null;
  /** How many of the accused builds the run had by their paths; none where absent. */
  readonly unpublished?: number;
}

export function findingsList(listed: readonly ListedFinding[]): string {
  if (listed.length === 0) return "Nothing here deserves a report: none is better than a weak one.";
  return visibleText(listed.map((one, index) => entry(one, index + 1)).join("\n\n"));
}

function entry({ finding, file, unpublished = 0 }: ListedFinding, number: number): string {
  const { of, claim, n, layer, alsoIn, contexts } = finding;
  const { report, reason } = whatToDo({ finding, file, unpublished });
  const project = projectOf(finding)?.repository ?? of.runtime;
  const lines = [
    `${number}. ${of.runtime}: ${titleOf(finding)}`,
    `   ${claim.of} ${claimText(claim)}, where ${expectedText(claim)} is expected; n = ${n}, ${contexts.join(" and ")}; most likely the ${layerText(layer)}`,
    alsoIn.length === 0 ? null : `   also in: ${[...new Set(alsoIn.map(caseId))].join(", ")}`,
    `   doubt: ${doubtText(finding, false)}`,
    `   ${project}: ${report ?? `no report: ${reason}`}`,
  ];
  return lines.filter((line) => line !== null).join("\n");
}

export interface CommittedReport {
  readonly path: string;
  readonly text: string;
}

/**
 * Which of them have a report already, by their numbers in the list; null where none has. A report is known by its title,
 * which may be of another case of the same cause.
 */
export function reportedText(
  listed: readonly ListedFinding[],
  reports: readonly CommittedReport[],
): string | null {
  const lines = listed.flatMap(({ finding }, index) => {
    const titles = [finding.of, ...finding.alsoIn].map((of) => titleOf({ ...finding, of }));
    const found = reports.filter(({ text }) => titles.some((title) => text.includes(title)));
    return found.map(({ path }) => `  ${index + 1}. ${path}`);
  });
  return lines.length === 0 ? null : visibleText(["Reports that are written already:", ...lines].join("\n"));
}

function layerText(layer: Finding["layer"]): string {
  return {
    runtime: "runtime",
    "client-library": "client library",
    kernel: "kernel, by the socket's options",
  }[layer];
}

/** The command that writes the report, or why none is written: the reason that the command itself would give. */
export function whatToDo(listed: ListedFinding): {
  readonly report: string | null;
  readonly reason: string | null;
} {
  const reason = noReportReason(listed.finding);
  return { report: reason === null ? reportCommand(listed) : null, reason };
}

function reportCommand({ finding: { of, kind }, file, unpublished = 0 }: ListedFinding): string {
  const words = ["--case", caseId(of), "--kind", kind];
  if (file !== null) words.push("--run", file);
  const builds = " --executable PATH".repeat(unpublished);
  return `npm run -s ctxcost -- bug-report ${words.map(shellWord).join(" ")}${builds} --out FILE`;
}
