/** https://github.com/encode/httpx/issues/new/choose: what may be a bug is a discussion first. */
import { code, page, plain } from "../../markdown.ts";
import type { ReportParts } from "../report-parts.ts";
import { additionalSection, claimSection, outputSection, reproSection, section } from "../sections.ts";

export function httpxBody(parts: ReportParts): string {
  const { runtimeVersion, runtimePackage, platform } = parts;
  const named = runtimePackage === null ? [] : [plain(runtimePackage)];
  const environment = [...named, `Python ${plain(runtimeVersion)}`, code(platform)];
  return page(
    "<!-- For a discussion (https://github.com/encode/httpx/discussions), not for an issue. -->",
    claimSection(parts),
    section("### What was expected", parts.expectation),
    section("### How to see it", reproSection(parts)),
    outputSection(parts),
    section("### Environment", environment.join(", ")),
    section("### More", additionalSection(parts)),
  );
}
