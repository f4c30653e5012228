/** https://github.com/denoland/deno/blob/main/.github/ISSUE_TEMPLATE/bug_report.md: the version, then the description. */
import { code, page, plain } from "../../markdown.ts";
import type { ReportParts } from "../report-parts.ts";
import { additionalSection, claimSection, outputSection, reproSection, section } from "../sections.ts";

export function denoBody(parts: ReportParts): string {
  return page(
    `Version: Deno ${plain(parts.runtimeVersion)}`,
    claimSection(parts),
    section("### Expected", parts.expectation),
    section("### To reproduce", reproSection(parts)),
    "It prints:",
    outputSection(parts),
    section(
      "### More",
      page(`Platform, on which the script ran: ${code(parts.platform)}`, additionalSection(parts)).trimEnd(),
    ),
  );
}
