/** Findings that a project has answered already: what was measured is meant so, and a report would be closed. */
import type { Finding } from "./finding.ts";

interface Settled {
  readonly isIt: (finding: Finding) => boolean;
  /** Plain text, with where the answer stands. */
  readonly reason: string;
}

const settled: readonly Settled[] = [
  {
    isIt: ({ kind, of, builds, contexts }) =>
      kind === "regression" &&
      of.client === "node:tls" &&
      contexts[0] === "fresh" &&
      /^bun@1\.4\./.test(builds?.head ?? "") &&
      /^bun@1\.[0-3]\./.test(builds?.base ?? ""),
    reason:
      "since 1.4 Bun gives each call of tls.createSecureContext() a context of its own, as what one holder's addCACert() changes " +
      "must not be another's (https://github.com/oven-sh/bun/pull/31155); tls.connect({ ca }) still finds a context by content",
  },
];

/** Null where nobody has answered, as far as is known here. */
export function settledReason(finding: Finding): string | null {
  return settled.find(({ isIt }) => isIt(finding))?.reason ?? null;
}
