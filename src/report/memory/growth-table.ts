/** The table of what closed clients leave behind. */
import type { Growth, GrowthVerdict } from "../../core/memory/growth.ts";
import { type HeldShare, shareOfHeld } from "../../core/memory/growth-bound.ts";
import { type HeldArm, type HeldClient, heldClientOf } from "../../core/memory/held-clients.ts";
import type { UnsupportedMemory } from "../../core/memory/memory-records.ts";
import type { Slope } from "../../core/memory/slope.ts";
import type { Context, RuntimeName, Scenario, Trust } from "../../core/model.ts";
import { plain, sentence, table, unbroken } from "../markdown.ts";
import type { Notes } from "../notes.ts";
import { countText, mebibytes, numberText, percent } from "../number-text.ts";
import { anchorName } from "../row-anchor.ts";

interface Row {
  readonly runtime: RuntimeName;
  readonly client: string;
  readonly trust: Trust;
  readonly growths: readonly Growth[];
  /** Null where no live client was held. */
  readonly held: HeldArm | null;
}

/** Of one runtime; null where nothing of it was made and closed. */
export function growthTable(
  growths: readonly Growth[],
  held: readonly HeldClient[],
  unsupported: readonly UnsupportedMemory[],
  notes: Notes,
): string | null {
  if (growths.length === 0) return null;
  const cell = (scenario: Scenario, context: Context) => (row: Row) =>
    growthText(growthOf(row, scenario, context));
  return table(
    rowsOf(growths, held),
    [
      { heading: "client", cell: ({ client }) => plain(client) },
      { heading: "trust", cell: ({ trust }) => trust },
      { heading: "create, B/op", align: "right", cell: cell("create", "fresh") },
      { heading: "request, B/op", align: "right", cell: cell("request", "fresh") },
      { heading: "request, distinct, B/op", align: "right", cell: cell("request", "distinct") },
      { heading: "request ÷ a held client", align: "right", cell: shareText },
      { heading: "notes", cell: (row) => notesOf(row, unsupported, notes) },
    ],
    ({ runtime, client, trust }) => anchorName("growth", runtime, client, trust),
  );
}

function rowsOf(growths: readonly Growth[], held: readonly HeldClient[]): Row[] {
  const groups = new Map<string, Growth[]>();
  for (const one of growths) {
    const key = `${one.arm.client}/${one.arm.trust}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((members) => {
    const { runtime, client, trust } = members[0]!.arm;
    const own = heldClientOf(held, members[0]!.arm);
    return { runtime, client, trust, growths: members, held: own?.fresh ?? null };
  });
}

function growthOf({ growths }: Row, scenario: Scenario, context: Context): Growth | undefined {
  return growths.find(({ arm }) => arm.scenario === scenario && arm.context === context);
}

/**
 * `none above 1,230`, `**+512** [480, 530]`, `settles: 90 [70, 110]`, `open: 120 [3, 400]`, or `—`. Of what goes on or
 * ends, the pace in the second half of the readings.
 */
export function growthText(growth: Growth | undefined): string {
  if (!growth?.slope) return "—";
  const { slope, verdict } = growth;
  const late = growth.halves?.second ?? slope;
  switch (verdict.kind) {
    case "grows":
      return `**+${numberText(late.value)}**${rangeText(late)}`;
    case "settles":
    case "slows":
    case "as-control":
    case "speeds-up":
    case "too-little":
      return `${words[verdict.kind]}: ${numberText(late.value)}${rangeText(late)}`;
    case "open":
      return `open: ${numberText(slope.value)}${rangeText(slope)}`;
    case "none-seen":
      // Its whole interval is at or below 0, which is the bound.
      return verdict.boundBytes === 0
        ? `none, it shrinks: ${numberText(slope.value)}${rangeText(slope)}`
        : `none above ${numberText(verdict.boundBytes)}`;
    case "missing":
      return `${numberText(slope.value)} (${growth.validRounds}/${growth.plannedRounds} valid)`;
    case "exploratory":
      return numberText(slope.value);
  }
}

const words = {
  settles: "settles",
  slows: "slows",
  "as-control": "as the control",
  "speeds-up": "speeds up",
  "too-little": "too little to tell",
} as const;

function rangeText({ interval }: Slope): string {
  return interval ? unbroken(` [${numberText(interval.low)}, ${numberText(interval.high)}]`) : "";
}

/** What grows, or the bound of what may, beside what a client that was never closed would hold. */
function shareText(row: Row): string {
  const growth = growthOf(row, "request", "fresh");
  const share = growth ? shareOfHeld(growth, row.held) : null;
  return share ? heldShareText(share) : "—";
}

export function heldShareText(share: HeldShare): string {
  if (share.kind === "shrinks") return "shrinks";
  return share.kind === "grows" ? percent(share.share) : `≤ ${percent(share.share)}`;
}

function notesOf(row: Row, unsupported: readonly UnsupportedMemory[], notes: Notes): string {
  const gaps = unsupported
    .filter((one) => one.mode === "growth" && one.runtime === row.runtime && one.client === row.client)
    .map(({ scenario, context, reason }) => `${scenario}, ${context}: ${reason}`);
  const halves = row.growths.flatMap((growth) => halvesText(growth, row.held));
  const failed = row.growths.flatMap(({ arm, failures, validRounds, plannedRounds }) =>
    failures.map(
      (reason) => `${arm.scenario}, ${arm.context}: ${validRounds}/${plannedRounds} valid: ${reason}`,
    ),
  );
  return [...gaps, ...halves, ...failed].map((text) => notes.refer(sentence(text))).join(" ");
}

/** Both halves, since what ends is no leak; and all of it, since what ended may have been much. */
function halvesText(growth: Growth, held: HeldArm | null): string[] {
  const { verdict, halves, arm, total, operations } = growth;
  if (!isSeen(verdict) || !halves) return [];
  // The column has that of `fresh`; a client that was only made is not what was held.
  const share = arm.scenario === "request" && arm.context === "distinct" ? shareOfHeld(growth, held) : null;
  return [
    `${arm.scenario}, ${arm.context}: ${numberText(halves.first.value)} B/op in the first half of the ` +
      `${countText(operations)} operations, ${numberText(halves.second.value)}${rangeText(halves.second)} in the second` +
      (total ? `; ${mebibytes(total.value)} MiB in all` : "") +
      (share ? `; ${heldShareText(share)} of a held client an operation` : ""),
  ];
}

function isSeen({ kind }: GrowthVerdict): boolean {
  return ["grows", "settles", "slows", "speeds-up", "as-control", "too-little", "open"].includes(kind);
}

/** One line for each arm that grows, controls left out: what a reader looks for first. */
export function growthFindings(growths: readonly Growth[]): string[] {
  return growths.flatMap(({ arm, halves, verdict }) => {
    if (verdict.kind !== "grows" || !halves || arm.trust === "none") return [];
    const what = `${arm.runtime}, ${plain(arm.client)}, ${arm.trust}, ${arm.scenario}, ${arm.context}`;
    const { value } = halves.second;
    return [`${what}: **grows by ${numberText(value)} B/op**${rangeText(halves.second)}`];
  });
}
