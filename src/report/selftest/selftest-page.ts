/** What the self-test found: how often the suite is wrong where the truth is known. */
import { runtimeNames } from "../../core/model.ts";
import type { Run } from "../../core/records.ts";
import { alarmsByRun } from "../../core/selftest/selftest-alarms.ts";
import { type SelftestComparison, selftestEvidence } from "../../core/selftest/selftest-comparisons.ts";
import { orderBias } from "../../core/selftest/selftest-order.ts";
import { link, page, plain, table } from "../markdown.ts";
import { clock, numberText, probability } from "../number-text.ts";
import { deviationCell } from "../rate-text.ts";
import { anchorName } from "../row-anchor.ts";
import { alarmsTable, calibrationTable, familiesTable } from "./selftest-alarms-table.ts";
import { floorTable } from "./selftest-floor.ts";
import { goalsTable } from "./selftest-goals.ts";
import { leftOutNote } from "./selftest-left-out.ts";
import { selftestOrigin, selftestTitle } from "./selftest-origin.ts";
import { powerTables } from "./selftest-power-table.ts";

export interface SelftestRunFile {
  readonly run: Run;
  /** Where its raw rounds are, relative to the page. */
  readonly rawFile: string;
}

/** The runs in the order in which they were made; at least one. */
export function selftestPage(files: readonly SelftestRunFile[]): string {
  const runs = files.map(({ run }) => run);
  const { comparisons, leftOut } = selftestEvidence(runs);
  return page(
    "# What a verdict is worth",
    `${selftestTitle(runs)}. Written by \`ctxcost selftest\` from ` +
      "real runs in which the truth is known; do not edit.",
    "In an **A/A** run two builds of each runtime are one and the same executable: whatever differs is a false alarm. " +
      "In a **power** run builds are slowed down by a known share, by a busy loop inside each operation: what is not found was missed. " +
      "Everything else is as in any run: fresh processes, shuffled rounds, the real server, the same analysis. " +
      "Rates have their exact 95 % interval (Clopper–Pearson).",
    leftOutNote(leftOut, comparisons.length),
    goalsTable(comparisons),
    "## False alarms",
    alarmsTable(comparisons),
    calibrationTable(comparisons),
    familiesTable(comparisons),
    "## Each run by itself",
    runsTable(files, comparisons),
    "## Order",
    orderTable(comparisons),
    "## What is found",
    powerTables(comparisons),
    "## Clock and floor",
    floorTable(runs),
    "## How it was made",
    selftestOrigin(runs),
  );
}

type Comparisons = readonly SelftestComparison[];

function runsTable(files: readonly SelftestRunFile[], comparisons: Comparisons): string {
  const byRun = new Map(
    alarmsByRun(comparisons.filter(({ slowDown }) => slowDown === 0)).map((one) => [one.run, one]),
  );
  return table(
    files,
    [
      { heading: "run", cell: ({ run, rawFile }) => link(run.header.runId, rawFile) },
      { heading: "started, UTC", cell: ({ run }) => startedText(run) },
      {
        heading: "took",
        align: "right",
        cell: ({ run }) => (run.finish ? clock(run.finish.elapsedNs) : "cut short"),
      },
      { heading: "what", cell: ({ run }) => checkText(run) },
      { heading: "processes", align: "right", cell: ({ run }) => String(run.observations.length) },
      {
        heading: "load before",
        align: "right",
        cell: ({ run }) => numberText(run.header.machine.loadAverage[0] ?? 0),
      },
      {
        heading: "false alarms",
        align: "right",
        cell: ({ run }) => {
          const wall = byRun.get(run)?.alarms.wall;
          return wall ? `${wall.successes} of ${wall.trials}` : "—";
        },
      },
      {
        heading: "after Holm",
        align: "right",
        cell: ({ run }) => String(byRun.get(run)?.verdicts ?? "—"),
      },
      {
        heading: "smallest p after Holm",
        align: "right",
        cell: ({ run }) => {
          const own = byRun.get(run);
          return own ? probability(own.smallestAdjustedP) : "—";
        },
      },
    ],
    ({ run }) => anchorName("run", run.header.runId),
  );
}

/** `2026-11-24 15:30` */
function startedText({ header }: Run): string {
  return plain(header.startedAt.slice(0, 16).replace("T", " "));
}

function checkText({ header: { selftest }, plan }: Run): string {
  const words = { "a-a": "A/A", drift: "A/A, a core loaded in its second half", power: "power" };
  return `${words[selftest!.check]}, ${plan.rounds} rounds`;
}

function orderTable(comparisons: Comparisons): string {
  const same = comparisons.filter(({ check }) => check === "a-a");
  const rows = runtimeNames.flatMap((runtime) => {
    const bias = orderBias(same.filter((one) => one.runtime === runtime));
    return bias ? [{ runtime, bias }] : [];
  });
  if (rows.length === 0)
    return "Fewer than six comparisons of a build with itself on each runtime: too few to say.";
  return page(
    table(
      rows,
      [
        { heading: "runtime", cell: ({ runtime }) => runtime },
        { heading: "comparisons", align: "right", cell: ({ bias }) => String(bias.comparisons) },
        { heading: "named second ÷ first", cell: ({ bias }) => deviationCell(bias.named) },
        { heading: "ran later ÷ earlier in its round", cell: ({ bias }) => deviationCell(bias.ran) },
      ],
      ({ runtime }) => anchorName("order", runtime),
    ),
    "Of two equal arms, by how much the one differs from the other: Hodges–Lehmann over the comparisons, with the 95 % interval. " +
      "*Named second ÷ first* is what the balanced order leaves, and what a ratio would be wrong by; *ran later ÷ earlier* is what it has to balance.",
  ).trimEnd();
}
