/** Pieces of a report that several projects' templates ask for under other names. */
import { code, fence, page, plain } from "../markdown.ts";
import type { ReportParts } from "./report-parts.ts";
import { reproName } from "./repro/make-repro.ts";

export function claimSection({ sentence, table }: ReportParts): string {
  return page(plain(sentence), table).trimEnd();
}

export function reproSection({ repro }: ReportParts): string {
  return page(
    `Save as ${code(repro.fileName ?? reproName)} and run \`${repro.command}\`. It needs ${repro.needs ?? "nothing but built-ins"}${openssl(repro.text)}.`,
    repro.remark === null ? null : plain(repro.remark),
    fence(repro.text, repro.fileName?.endsWith(".py") ? "python" : "js"),
  ).trimEnd();
}

function openssl(text: string): string {
  return text.includes("openssl") ? ", and `openssl` for its certificate and its server" : "";
}

export function outputSection({ output }: ReportParts): string {
  return fence(output, "text");
}

/** A report is written after one run of its script. */
export function frequencySection(): string {
  return (
    "In the one run below. It may be expected in each: the script repeats its measurement three or five times, in processes " +
    "of their own, and answers by the median. It measures: other work on the machine moves its figures."
  );
}

/** Method, file and doubt: what one needs to judge the claim. */
export function additionalSection({ howMeasured, doubt, checked, runs }: ReportParts): string {
  return page(
    "How it was measured:",
    howMeasured,
    `Raw data: run ${code(runs.id)}, file ${code(runs.file)} of ctxcost, SHA-256 of its text ${code(runs.sha256)}.`,
    `Doubt: ${doubt}`,
    checked === null ? null : `Looked into: ${checked}`,
  ).trimEnd();
}

/** `### Heading` over a text. */
export function section(heading: string, text: string): string {
  return `${heading}\n\n${text}`;
}
