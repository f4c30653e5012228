/** The script that shows a finding: of a JavaScript runtime, or of Python's httpx. */
import type { Finding } from "../../core/findings/finding.ts";
import { packageOfClient } from "../../core/findings/layer.ts";
import { httpxRoots } from "./repro/httpx-roots.ts";
import { makeRepro, type NoRepro, type Repro } from "./repro/make-repro.ts";

export function reproOf(finding: Finding, sentence: string): Repro | NoRepro {
  return packageOfClient(finding.of) === "httpx"
    ? httpxRoots(finding, sentence)
    : makeRepro(finding, sentence);
}
