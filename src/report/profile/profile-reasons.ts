/** Why the profiles of a client and the CPU clock tell different things, where that has been looked into. */
import type { Agreement } from "../../core/profile/agreement.ts";
import type { ProfiledCase } from "../../core/profile/profile-records.ts";

interface KnownReason {
  readonly runtime: string;
  /** Absent for every client. */
  readonly client?: string;
  readonly scenario: string;
  readonly agreement: Agreement;
  readonly reason: string;
}

const knownReasons: readonly KnownReason[] = [
  {
    runtime: "node",
    scenario: "create",
    agreement: "less",
    reason:
      "what is not under a frame that counts takes several times as long beside the parsing as alone (caches, most likely; not looked into)",
  },
  {
    runtime: "node",
    scenario: "request",
    agreement: "less",
    reason:
      "a context of one's own is also freed, in `closeSingleUseContext`, which does not count as building it, and what runs beside the parsing takes longer than alone",
  },
  {
    runtime: "bun",
    scenario: "request",
    agreement: "more",
    reason:
      "JavaScriptCore takes no sample while the event loop is in native code, as for the handshake: the shares are of the part that was seen, and × _seen_ come near the CPU clock's",
  },
  {
    runtime: "python",
    scenario: "create",
    agreement: "less",
    reason:
      "a context of one's own is also freed, where its last reference goes: in the worker's own functions, which do not count",
  },
  {
    runtime: "python",
    scenario: "request",
    agreement: "less",
    reason:
      "the first request after a parsing takes a third more than the next, also by a context that was there before (the caches, most likely), and the client's cycles, with the context in them, are freed by the collector",
  },
];

export function reasonFor({ of }: ProfiledCase, agreement: Agreement): string {
  const known = knownReasons.find(
    (one) =>
      one.runtime === of.runtime &&
      (one.client ?? of.client) === of.client &&
      one.scenario === of.scenario &&
      one.agreement === agreement,
  );
  return known?.reason ?? "unexplained";
}
