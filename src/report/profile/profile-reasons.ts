/** Why the profiles of a client and the CPU clock tell different things, where that has been looked into. */
import type { Agreement } from "../../core/profile/agreement.ts";
import type { ProfiledCase } from "../../core/profile/profile-records.ts";

interface KnownReason {
  readonly runtime: string;
  readonly client: string;
  readonly agreement: Agreement;
  readonly reason: string;
}

const knownReasons: readonly KnownReason[] = [];

export function reasonFor({ of }: ProfiledCase, agreement: Agreement): string {
  const known = knownReasons.find(
    (one) => one.runtime === of.runtime && one.client === of.client && one.agreement === agreement,
  );
  return known?.reason ?? "unexplained";
}
