/** https://github.com/nodejs/node/blob/main/.github/ISSUE_TEMPLATE/1-bug-report.yml, as the form writes it. */
import { code, page, plain } from "../../markdown.ts";
import type { ReportParts } from "../report-parts.ts";
import {
  additionalSection,
  claimSection,
  frequencySection,
  outputSection,
  reproSection,
  section,
} from "../sections.ts";

export function nodeBody(parts: ReportParts): string {
  return page(
    section("### Version", code(`v${parts.runtimeVersion}`)),
    section("### Platform", code(parts.platform)),
    section("### Subsystem", plain(parts.subsystem)),
    section("### What steps will reproduce the bug?", reproSection(parts)),
    section("### How often does it reproduce? Is there a required condition?", frequencySection()),
    section("### What is the expected behavior? Why is that the expected behavior?", parts.expectation),
    section("### What do you see instead?", page(claimSection(parts), outputSection(parts)).trimEnd()),
    section("### Additional information", additionalSection(parts)),
  );
}
