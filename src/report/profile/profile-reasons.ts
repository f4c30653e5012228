/** Why the profiles of a client and the CPU clock tell different things, as far as the file at hand bears it out. */
import type { Agreement } from "../../core/profile/agreement.ts";
import { type FunctionCost, functionCosts } from "../../core/profile/function-costs.ts";
import type { ArmProfile, CaseProfile, Value } from "../../core/profile/profile-results.ts";
import { numberText, tenths, tenthsPercent } from "../number-text.ts";
import { shareText } from "./value-text.ts";

const unexplained = "unexplained";

interface KnownReason {
  readonly runtime: string;
  readonly scenario: string;
  readonly agreement: Agreement;
  /** Null where the file does not show it. */
  readonly reason: (of: CaseProfile) => string | null;
}

const knownReasons: readonly KnownReason[] = [
  { runtime: "node", scenario: "create", agreement: "less", reason: dearerRest },
  {
    runtime: "node",
    scenario: "request",
    agreement: "less",
    reason: (of) =>
      partText(
        of,
        "a context of one's own is also freed, in `closeSingleUseContext`, which does not count as building it",
        ({ functionName }) => functionName === "closeSingleUseContext",
      ),
  },
  { runtime: "bun", scenario: "request", agreement: "more", reason: unseenRest },
  {
    runtime: "python",
    scenario: "create",
    agreement: "less",
    reason: (of) =>
      partText(
        of,
        "a context of one's own is also freed, where its last reference goes: in the worker's own functions, which do not count",
        ({ url }) => url.startsWith("worker/"),
      ),
  },
  {
    runtime: "python",
    scenario: "request",
    agreement: "less",
    reason: (of) =>
      partText(
        of,
        "in one run by hand (`docs/by-hand/httpx-first-request.py`) the first request after a parsing took a third more than the next, also by a " +
          "context that was there before, the caches most likely; and the client's cycles, with the context in them, are freed by the collector",
        ({ functionName, counted }) => functionName === "(garbage collector)" && counted.context < 1,
      ),
  },
];

export function reasonFor(one: CaseProfile, agreement: Agreement): string {
  const { of } = one.of;
  const known = knownReasons.find(
    ({ runtime, scenario, agreement: which }) =>
      runtime === of.runtime && scenario === of.scenario && which === agreement,
  );
  return known?.reason(one) ?? unexplained;
}

/** What is left of the time before, over all of the time after. */
function dearerRest({ savedByProfile, before, after }: CaseProfile): string | null {
  if (!savedByProfile || before.cpuNs === null || after.cpuNs === null) return null;
  const times = ((1 - savedByProfile.value) * before.cpuNs) / after.cpuNs;
  if (times <= 1) return null;
  return (
    `what is not under a frame that counts takes ${numberText(times)} times as long beside the parsing as all of an ` +
    "operation takes without it (caches, most likely; not looked into)"
  );
}

/** A named part of the samples, and whether it is as much as what the profiles lack. */
function partText(
  { difference, before, after }: CaseProfile,
  what: string,
  isPart: (one: FunctionCost) => boolean,
): string | null {
  if (!difference || before.cpuNs === null || after.cpuNs === null) return null;
  const [early, late] = [before, after].map((arm) => shareIn(arm, isPart));
  const gone = early! - (late! * after.cpuNs) / before.cpuNs;
  if (gone <= 0) return null;
  const missing = Math.abs(difference.value);
  const rest = gone < missing ? "; the rest is unexplained" : "";
  return (
    `${what} (${tenthsPercent(early!)} of the samples before and ${tenthsPercent(late!)} after, where ` +
    `${tenths(missing)} points are missing${rest})`
  );
}

function shareIn({ arm, stacks }: ArmProfile, isPart: (one: FunctionCost) => boolean): number {
  return functionCosts(arm.runtime, stacks)
    .filter(isPart)
    .reduce((sum, { selfShare, counted }) => sum + selfShare * (1 - counted.context), 0);
}

/**
 * Of the part that is seen more is saved than of the whole. If nothing were saved of the rest, it would be the share ×
 * what is seen: where that is not what the clock says, it is no explanation.
 */
function unseenRest({ savedByProfile, saved, before }: CaseProfile): string | null {
  if (!savedByProfile || !saved || !before.seen) return null;
  const least = savedByProfile.value * before.seen.value;
  const sight =
    "JavaScriptCore takes no sample while the event loop is in native code, as for the handshake, so that the share is of the " +
    `${tenthsPercent(before.seen.value)} that was seen. If nothing were saved of the rest, ${tenthsPercent(least)} would be saved of the whole, and the CPU clock has ${shareText(saved)}`;
  if (isWithin(least, saved)) return sight;
  const rest = least < saved.value ? "some of the rest is saved too" : "the rest is dearer after the change";
  return `${unexplained}; ${sight}: ${rest}, by what is not known`;
}

function isWithin(value: number, range: Value): boolean {
  return "low" in range && range.low <= value && value <= range.high;
}
