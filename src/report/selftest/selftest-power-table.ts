/** What the self-test found of the slow-downs that it made. */

import { runtimeNames } from "../../core/model.ts";
import type { SelftestComparison } from "../../core/selftest/selftest-comparisons.ts";
import { type Power, powerOf } from "../../core/selftest/selftest-power.ts";
import { roundsNeeded } from "../../core/statistics/holm.ts";
import { code, folded, page, table } from "../markdown.ts";
import { wholePercent } from "../number-text.ts";
import { deviationCell, rateCell } from "../rate-text.ts";
import { anchorName } from "../row-anchor.ts";

/** The default of a run, and a long one. */
export const powerRounds = [13, 30];
/** The pairs of the whole plan with the three pinned runtimes. */
export const familySize = 141;

export function powerTables(comparisons: readonly SelftestComparison[]): string {
  const slowed = comparisons.filter(({ check, slowDown }) => check === "power" && slowDown > 0);
  if (slowed.length === 0) return "No run had a build that is slowed down.";
  const powers = powerOf(slowed, powerRounds, familySize);
  if (powers.length === 0) return `No run with a build that is slowed down has ${powerRounds[0]} rounds.`;
  const byRuntime = runtimeNames.flatMap((runtime) =>
    powerOf(
      slowed.filter((one) => one.runtime === runtime),
      powerRounds,
      familySize,
    ).map((power) => ({ ...power, runtime })),
  );
  return page(
    powerTable(powers),
    `*Alone*: a comparison that is the only one of its run. *Among ${familySize}*: as the first that Holm's procedure looks at in a run with ` +
      `all cases, which is the hardest place; ${roundsNeeded(familySize)} rounds are the fewest that can give a verdict there, and only if all of ` +
      `them lie on one side. ${whatWasSlowed(slowed)} A run of 30 rounds holds two comparisons of 13. ` +
      "*Measured*: the slow-down as the comparisons have it, by Hodges–Lehmann over them with its 95 % interval; from six on.",
    folded("By runtime", powerTable(byRuntime)),
  ).trimEnd();
}

/** `Requests of node:https with private-ca, fresh.` */
function whatWasSlowed(slowed: readonly SelftestComparison[]): string {
  const all = (of: (one: SelftestComparison) => string) => [...new Set(slowed.map(of))].map(code).join(", ");
  return (
    `Slowed were: ${all(({ planned }) => planned.of.scenario)} of ${all(({ planned }) => planned.of.client)} ` +
    `with ${all(({ planned }) => planned.of.trust)}, ${all(({ head }) => head.arm.context)}.`
  );
}

function powerTable(rows: readonly (Power & { readonly runtime?: string })[]): string {
  const isByRuntime = rows.some(({ runtime }) => runtime !== undefined);
  const runtime = { heading: "runtime", cell: (row: (typeof rows)[number]) => row.runtime ?? "" };
  return table(
    rows,
    [
      ...(isByRuntime ? [runtime] : []),
      { heading: "slowed by", align: "right", cell: ({ slowDown }) => `+${wholePercent(slowDown)}` },
      { heading: "rounds", align: "right", cell: ({ rounds }) => String(rounds) },
      { heading: "comparisons", align: "right", cell: ({ alone }) => String(alone.trials) },
      {
        heading: "measured",
        align: "right",
        cell: ({ measured }) => (measured ? deviationCell(measured) : "—"),
      },
      { heading: "found alone", align: "right", cell: ({ alone }) => rateCell(alone) },
      { heading: `found among ${familySize}`, align: "right", cell: ({ inFamily }) => rateCell(inFamily) },
    ],
    ({ runtime, slowDown, rounds }) =>
      anchorName("power", runtime ?? "", wholePercent(slowDown), String(rounds)),
  );
}
