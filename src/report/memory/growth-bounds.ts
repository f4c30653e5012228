/** What the readings of closed clients can bound, in words: without a bound, "no growth" says nothing. */
import type { Growth } from "../../core/memory/growth.ts";
import { boundBytes, shareOfHeld } from "../../core/memory/growth-bound.ts";
import { type HeldClient, hasLines, heldClientOf } from "../../core/memory/held-clients.ts";
import type { MemoryFile } from "../../core/memory/memory-records.ts";
import { type Trust, trusts } from "../../core/model.ts";
import { runtimeTitle } from "../input.ts";
import { code, list, plain } from "../markdown.ts";
import { percent } from "../number-text.ts";

/** A request with a context of its own, whose client has been held as well. */
interface Beside {
  readonly growth: Growth;
  readonly held: HeldClient;
}

/** One line a runtime, of `fresh` requests; null where nothing can be bounded. */
export function growthBounds(
  { header }: MemoryFile,
  growths: readonly Growth[],
  held: readonly HeldClient[],
): string | null {
  const pairs = growths.flatMap((growth): Beside[] => {
    const { arm } = growth;
    if (arm.scenario !== "request" || arm.context !== "fresh" || arm.trust === "none") return [];
    const own = heldClientOf(held, arm);
    return own && shareOfHeld(growth, own.fresh) ? [{ growth, held: own }] : [];
  });
  const lines = header.runtimes.flatMap((facts) => {
    const own = pairs.filter(({ growth }) => growth.arm.runtime === facts.runtime);
    const parts = [...new Set(own.map(({ growth }) => growth.arm.trust))].map((trust) =>
      boundText(
        trust,
        own.filter(({ growth }) => growth.arm.trust === trust),
      ),
    );
    return parts.length === 0 ? [] : [`${plain(runtimeTitle(facts))}: ${parts.join("; ")}`];
  });
  if (lines.length === 0) return null;
  const heading =
    "What a `request` with a context of its own may go on to leave behind, by what was read, as a share of what a live client of " +
    "its row holds:";
  return `${heading}\n\n${list(lines)}`;
}

/** `with \`bundle\` at most 0.21 to 0.69 %, by client, less than a context of its own in 5 of 5` */
function boundText(trust: Trust, rows: readonly Beside[]): string {
  const shares = rows.map(({ growth, held }) => shareOfHeld(growth, held.fresh)!);
  const most = shares.flatMap((one) => (one.kind === "at-most" ? [one.share] : []));
  const counts = (["grows", "shrinks"] as const).flatMap((kind) => {
    const count = shares.filter((one) => one.kind === kind).length;
    return count === 0 ? [] : [`${count} of ${rows.length} ${wordsOf[kind]}`];
  });
  const parts = [...(most.length === 0 ? [] : [rangeText(most)]), ...contextText(rows), ...counts];
  return `with ${code(trust)} ${parts.join(", ")}`;
}

const wordsOf = { grows: "grow at one pace", shrinks: "shrink, which bounds nothing" } as const;

function rangeText(shares: readonly number[]): string {
  const [least, most] = [percent(Math.min(...shares)), percent(Math.max(...shares))];
  return shares.length === 1 ? `at most ${most}` : `at most ${least} to ${most}, by client`;
}

/** Whether a context is left behind each time, where it is known what one holds. */
function contextText(rows: readonly Beside[]): string[] {
  const known = rows.flatMap(({ growth, held }) => {
    const least = held.ownContext?.interval?.low ?? 0;
    const isBounded = shareOfHeld(growth, held.fresh)!.kind === "at-most";
    return isBounded && hasLines(held) && least > 0 ? [boundBytes(growth)! < least] : [];
  });
  if (known.length === 0) return [];
  return [
    `less than what a context of its own holds in ${known.filter(Boolean).length} of ${known.length} where that is known`,
  ];
}

/** Trusts that were not asked of closed clients, and how to ask; null where there is none. */
export function unaskedTrusts(growths: readonly Growth[]): string | null {
  const asked = new Set(growths.map(({ arm }) => arm.trust));
  const left = trusts.filter((trust) => trust !== "none" && !asked.has(trust));
  if (left.length === 0) return null;
  const command = `npm run -s ctxcost -- memory --mode growth --trust ${left.join(",")}`;
  return (
    `Not measured in this run: what closed clients leave behind with ${left.map(code).join(" and ")}. ` +
    `${code(command)} does that.`
  );
}
