/** The table of what live clients hold. */
import { type HeldArm, type HeldClient, hasLines, isLine } from "../../core/memory/held-clients.ts";
import type { UnsupportedMemory } from "../../core/memory/memory-records.ts";
import type { Slope } from "../../core/memory/slope.ts";
import type { RuntimeName } from "../../core/model.ts";
import { plain, sentence, table, unbroken } from "../markdown.ts";
import type { Notes } from "../notes.ts";
import { kibibytes, wholePercent } from "../number-text.ts";
import { anchorName } from "../row-anchor.ts";

/** Of one runtime; null where nothing of it is held. */
export function heldTable(
  rows: readonly HeldClient[],
  unsupported: readonly UnsupportedMemory[],
  notes: Notes,
): string | null {
  if (rows.length === 0) return null;
  return table(
    rows,
    [
      { heading: "client", cell: ({ client }) => plain(client) },
      { heading: "trust", cell: ({ trust }) => trust },
      { heading: "fresh, KiB [95 %]", align: "right", cell: ({ fresh }) => armText(fresh) },
      { heading: "shared, KiB [95 %]", align: "right", cell: ({ shared }) => armText(shared) },
      {
        heading: "fresh − shared, KiB [95 %]",
        align: "right",
        cell: differenceText,
      },
      {
        heading: "heap, KiB",
        align: "right",
        cell: ({ fresh }) => (fresh ? kibibytes(fresh.heapSlope.value) : "—"),
      },
      {
        heading: "given back",
        align: "right",
        // Below 0 the closing itself took more than it gave.
        cell: ({ fresh }) => (fresh?.givenBack == null ? "—" : wholePercent(Math.max(0, fresh.givenBack))),
      },
      { heading: "notes", cell: (row) => notesOf(row, unsupported, notes) },
    ],
    ({ runtime, client, trust }) => anchorName("held", runtime, client, trust),
  );
}

function armText(arm: HeldArm | null): string {
  return arm ? slopeText(arm.slope) : "—";
}

/** `620 [612, 633]` */
function slopeText({ value, interval }: Slope): string {
  if (!interval) return kibibytes(value);
  return unbroken(`${kibibytes(value)} [${kibibytes(interval.low)}, ${kibibytes(interval.high)}]`);
}

/**
 * Bold where the interval of this row lies on one side of 0 and both slopes are lines, with ~ where it holds 0. Plain
 * between: the interval is of what lies between processes, and all of them bend alike.
 */
function differenceText(row: HeldClient): string {
  if (!row.ownContext) return "—";
  const { value, interval } = row.ownContext;
  if (!interval) return kibibytes(value);
  const range = ` [${kibibytes(interval.low)}, ${kibibytes(interval.high)}]`;
  if (!isTold(row.ownContext)) return `~ ${kibibytes(value)}${range}`;
  return hasLines(row) ? `**${kibibytes(value)}**${range}` : `${kibibytes(value)}${range}`;
}

/** From 0; without an interval it is not asked. */
function isTold({ interval }: Slope): boolean {
  return !interval || interval.low > 0 || interval.high < 0;
}

function notesOf(row: HeldClient, unsupported: readonly UnsupportedMemory[], notes: Notes): string {
  const gaps = unsupported
    .filter((one) => one.mode === "hold" && one.runtime === row.runtime && one.client === row.client)
    .map(({ context, reason }) => `${context}: ${reason}`);
  const bent = (["fresh", "shared"] as const).flatMap((context) => bentText(context, row[context]));
  const least = Math.min(...[row.fresh, row.shared].flatMap((arm) => (arm ? [arm.validRounds] : [])));
  const failed = row.failures.map(
    (reason) => `${Number.isFinite(least) ? least : 0}/${row.plannedRounds} valid: ${reason}`,
  );
  return [...gaps, ...bent, ...failed].map((text) => notes.refer(sentence(text))).join(" ");
}

/** The interval is of what lies between processes, and would not show it: all of them bend alike. */
function bentText(context: "fresh" | "shared", arm: HeldArm | null): string[] {
  if (!arm || isLine(arm)) return [];
  const { slope, overall } = arm;
  return [
    `${context}: not a line: ${kibibytes(overall)} KiB a client from none to the most that were alive, and ` +
      `${kibibytes(slope.value)} by the slope over the last of them; the interval holds the processes' spread and not this`,
  ];
}

/** `with \`bundle\` 590 to 640 KiB, by client; with \`private-ca\` …`; null where no row has a difference from 0. */
export function ownContextRange(rows: readonly HeldClient[], runtime: RuntimeName): string | null {
  const own = rows.filter((row) => row.runtime === runtime && row.ownContext);
  const parts = [...new Set(own.map(({ trust }) => trust))].map((trust) => {
    const members = own.filter((row) => row.trust === trust);
    // The difference of two slopes that are no lines is no figure for a first sentence.
    const straight = members.filter(hasLines);
    const bent = members.filter((row) => !hasLines(row)).map(({ client }) => plain(client));
    const ranges = straight.length === 0 ? [] : [rangeText(straight)];
    const rest = bent.length === 0 ? [] : [`for ${bent.join(", ")} not a line (see the notes)`];
    return `with \`${trust}\` ${[...ranges, ...rest].join(", ")}`;
  });
  return parts.length === 0 ? null : parts.join("; ");
}

/** Of those that are told from 0, and how many are not. */
function rangeText(rows: readonly HeldClient[]): string {
  const told = rows.filter(({ ownContext }) => isTold(ownContext!));
  if (told.length === 0) return "no client's is told from 0";
  const values = told.map(({ ownContext }) => ownContext!.value);
  const [least, most] = [kibibytes(Math.min(...values)), kibibytes(Math.max(...values))];
  const range =
    told.length === 1 ? `${least} KiB for ${plain(told[0]!.client)}` : `${least} to ${most} KiB, by client`;
  const untold = rows.length - told.length;
  return untold === 0 ? range : `${range} (${untold} of ${rows.length} not told from 0)`;
}
