/** A finding in one sentence, and shorter as a title. Plain text: each place escapes it for itself. */
import type { Finding, FindingClaim } from "../../core/findings/finding.ts";
import { kibibytes, milliseconds, numberText } from "../number-text.ts";
import { caseText } from "./case-words.ts";

const textOf = {
  ratio: [numberText, ""],
  ns: [milliseconds, " ms"],
  bytes: [kibibytes, " KiB"],
} as const;

/** `5.31 or more`, `at most 5.00 ms`, `none`: of a ratio that is too low, and of waits and bytes that are too high. */
export function expectedText({ measure, estimate, expected }: FindingClaim): string {
  const [text, unit] = textOf[measure];
  if (expected === 0) return "none";
  return estimate.high < expected ? `${text(expected)}${unit} or more` : `at most ${text(expected)}${unit}`;
}

/** With the interval: `1.01 [0.98, 1.05]`, `41.8 ms [41.0, 42.5]`, `23.5 KiB [21.0, 26.0]`. */
export function claimText({ measure, estimate }: FindingClaim): string {
  const [text, unit] = textOf[measure];
  const { value, low, high } = estimate;
  return `${text(value)}${unit} [${text(low)}, ${text(high)}]`;
}

export function titleOf({ kind, of, builds, contexts }: Finding): string {
  const what = caseText(of);
  switch (kind) {
    case "regression":
      return `${what}${contexts[0] === "shared" ? ", one context for all" : ""}: slower in ${nameOf(builds?.head) ?? "a later version"} than in ${nameOf(builds?.base) ?? "an earlier one"}`;
    case "sharing-saves-nothing":
      return `${what}: a shared SecureContext saves nothing of its CAs' work`;
    case "roots-parsed-again":
      return `${what}: the built-in roots are parsed again for each client`;
    case "shared-slower":
      return `${what}: a client with a shared context is slower than with one of its own`;
    case "wall-above-cpu":
      return `${what}: each operation waits far longer than it computes`;
    case "memory-kept":
      return of.scenario === "create"
        ? `${what}: memory of clients that are closed before they connect does not come back`
        : `${what}: memory of closed clients does not come back`;
  }
}

/** `deno 2.8.3` of `deno@2.8.3` */
function nameOf(build: string | undefined): string | undefined {
  return build?.replace("@", " ");
}

export function claimSentence(finding: Finding): string {
  const { claim, n } = finding;
  return `${titleOf(finding)}; ${claim.of} is ${claimText(claim)}, n\u00a0=\u00a0${n}.`;
}
