/** What the self-test found of the slow-downs that it made. */
import { roundsNeeded } from "../core/holm.ts";
import { runtimeNames } from "../core/model.ts";
import type { SelftestComparison } from "../core/selftest-comparisons.ts";
import { type Power, powerOf } from "../core/selftest-power.ts";
import { folded, page, table } from "./markdown.ts";
import { deviationCell, rateCell } from "./rate-text.ts";

/** The default of a run, and a long one. */
export const powerRounds = [13, 30];
/** The pairs of the whole plan with the three pinned runtimes. */
export const familySize = 141;

export function powerTables(comparisons: readonly SelftestComparison[]): string {
  const byRuntime = runtimeNames.flatMap((runtime) =>
    powerOf(
      comparisons.filter((one) => one.runtime === runtime),
      powerRounds,
      familySize,
    ).map((power) => ({ ...power, runtime })),
  );
  return page(
    powerTable(powerOf(comparisons, powerRounds, familySize)),
    "*Alone*: a comparison that is the only one of its run. *Among 141*: as the first that Holm's procedure looks at in a run with " +
      `all cases, which is the hardest place; ${roundsNeeded(familySize)} rounds are the fewest that can give a verdict there, and only if all of ` +
      "them lie on one side. Requests with `private-ca` and `bundle`, fresh, every client but `Deno.connectTls`, at the budget of a real run.",
    byRuntime.length === 0 ? null : folded("By runtime", powerTable(byRuntime)),
  ).trimEnd();
}

function powerTable(rows: readonly (Power & { readonly runtime?: string })[]): string {
  const isByRuntime = rows.some(({ runtime }) => runtime !== undefined);
  const runtime = { heading: "runtime", cell: (row: (typeof rows)[number]) => row.runtime ?? "" };
  return table(rows, [
    ...(isByRuntime ? [runtime] : []),
    { heading: "slowed by", align: "right", cell: ({ slowDown }) => `+${Math.round(100 * slowDown)} %` },
    { heading: "rounds", align: "right", cell: ({ rounds }) => String(rounds) },
    { heading: "comparisons", align: "right", cell: ({ alone }) => String(alone.trials) },
    {
      heading: "measured",
      align: "right",
      cell: ({ measured }) => (measured ? deviationCell(measured) : "—"),
    },
    { heading: "found alone", align: "right", cell: ({ alone }) => rateCell(alone) },
    { heading: "found among 141", align: "right", cell: ({ inFamily }) => rateCell(inFamily) },
  ]);
}
