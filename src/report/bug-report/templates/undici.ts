/**
 * https://github.com/nodejs/undici/blob/main/.github/ISSUE_TEMPLATE/bug-report.md. A later version of it calls "Reproducible
 * By" "Reproduction", and asks for the actual behavior apart: that stands under the description here.
 */
import { runtimeTitle } from "../../input.ts";
import { code, list, page, plain } from "../../markdown.ts";
import type { ReportParts } from "../report-parts.ts";
import { additionalSection, claimSection, outputSection, reproSection, section } from "../sections.ts";

export function undiciBody(parts: ReportParts): string {
  const { operatingSystem, platform, runtime, runtimeVersion, packages } = parts;
  const environment = list([
    `OS: ${plain(operatingSystem)}, ${code(platform)}`,
    runtime === "node"
      ? `Node.js version: v${plain(runtimeVersion)}`
      : `${runtimeTitle({ runtime, version: plain(runtimeVersion) }).replace(" ", " version: ")}`,
    `undici version: ${plain(packages.undici)}`,
  ]);
  return page(
    section("## Bug Description", claimSection(parts)),
    section("## Reproducible By", reproSection(parts)),
    section("## Expected Behavior", parts.expectation),
    section("## Logs & Screenshots", outputSection(parts)),
    section("## Environment", environment),
    section("### Additional context", additionalSection(parts)),
  );
}
