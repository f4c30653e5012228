/** https://github.com/oven-sh/bun/blob/main/.github/ISSUE_TEMPLATE/2-bug-report.yml, as the form writes it. */
import { code, page } from "../../markdown.ts";
import type { ReportParts } from "../report-parts.ts";
import { additionalSection, claimSection, outputSection, reproSection, section } from "../sections.ts";

export function bunBody(parts: ReportParts): string {
  return page(
    section("### What version of Bun is running?", code(parts.runtimeVersion)),
    section("### What platform is your computer?", code(parts.platform)),
    section("### What steps can reproduce the bug?", reproSection(parts)),
    section("### What is the expected behavior?", parts.expectation),
    section("### What do you see instead?", page(claimSection(parts), outputSection(parts)).trimEnd()),
    section("### Additional information", additionalSection(parts)),
  );
}
