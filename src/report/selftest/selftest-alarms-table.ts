/** The self-test's false alarms, by what ran next to what. */
import { runtimeNames } from "../../core/model.ts";
import {
  calibrationOf,
  type FalseAlarms,
  falseAlarms,
  familyWiseAlarms,
  nominalRate,
} from "../../core/selftest/selftest-alarms.ts";
import type { SelftestComparison } from "../../core/selftest/selftest-comparisons.ts";
import { page, table } from "../markdown.ts";
import { percent } from "../number-text.ts";
import { rateCell } from "../rate-text.ts";
import { anchorName } from "../row-anchor.ts";

type Comparisons = readonly SelftestComparison[];

interface Row {
  readonly label: string;
  readonly alarms: FalseAlarms;
}

/** Comparisons of an executable with itself, each at p ≤ 5 %. */
export function alarmsTable(comparisons: Comparisons): string {
  const quiet = comparisons.filter(({ check }) => check === "a-a");
  const drift = comparisons.filter(({ check }) => check === "drift");
  if (quiet.length + drift.length === 0) return "No run compared a build with itself.";
  const rows = [
    row("A/A, all", quiet),
    ...runtimeNames.map((runtime) => row(`A/A, ${runtime}`, ofRuntime(quiet, runtime))),
    row(
      "A/A next to arms of three times the cost, or more",
      quiet.filter(({ isUneven }) => isUneven),
    ),
    row("A/A while another process loads a core in the second half", drift),
  ].filter((one) => one !== null);
  return page(
    table(
      rows,
      [
        { heading: "two builds that are one", cell: ({ label }) => label },
        { heading: "comparisons", align: "right", cell: ({ alarms }) => String(alarms.wall.trials) },
        { heading: "wall: called different", align: "right", cell: ({ alarms }) => rateCell(alarms.wall) },
        {
          heading: "CPU: called different",
          align: "right",
          cell: ({ alarms }) => (alarms.cpu ? rateCell(alarms.cpu) : "—"),
        },
        {
          heading: "half of the ratios are within 1 ±",
          align: "right",
          cell: ({ alarms }) => percent(alarms.distance),
        },
        {
          heading: "median ± of the interval",
          align: "right",
          cell: ({ alarms }) => percent(alarms.halfWidth),
        },
      ],
      ({ label }) => anchorName("alarms", label),
    ),
    `Each comparison by itself: the exact test ${nominalText([...quiet, ...drift])} of equal pairs. ` +
      "CPU counts only where the clock resolves it. " +
      "The rates' intervals take comparisons as independent; those of one run share its rounds, so each run stands by itself below.",
  ).trimEnd();
}

/** Every level of p, not the one at which a verdict is given alone. */
export function calibrationTable(comparisons: Comparisons): string | null {
  const rows = calibrationOf(comparisons.filter(({ slowDown }) => slowDown === 0));
  if (rows.length === 0) return null;
  return page(
    table(
      rows,
      [
        { heading: "p is at most", align: "right", cell: ({ level }) => percent(level) },
        {
          heading: "in so many comparisons of an executable with itself",
          align: "right",
          cell: ({ rate }) => rateCell(rate),
        },
        { heading: "the exact test says", align: "right", cell: ({ nominal }) => percent(nominal) },
      ],
      ({ level }) => anchorName("level", percent(level)),
    ),
    "All comparisons above, A/A and under load. A single level may lie off by chance; a p that were wrong would lie off at all of them.",
  ).trimEnd();
}

/** `at 13 rounds rejects 4.79 %` */
function nominalText(comparisons: Comparisons): string {
  const rounds = [...new Set(comparisons.map(({ plannedPairs }) => plannedPairs))].sort((a, b) => a - b);
  return rounds.map((one) => `at ${one} rounds rejects ${percent(nominalRate(one))}`).join(", ");
}

function row(label: string, comparisons: Comparisons): Row | null {
  const alarms = falseAlarms(comparisons);
  return alarms && { label, alarms };
}

function ofRuntime(comparisons: Comparisons, runtime: SelftestComparison["runtime"]): Comparisons {
  return comparisons.filter((one) => one.runtime === runtime);
}

/** Sizes of tables whose verdicts Holm's procedure gives together. */
const tableSizes = [5, 10, 20];

/** After Holm: how many tables hold any false verdict. */
export function familiesTable(comparisons: Comparisons): string {
  const same = comparisons.filter(({ check }) => check === "a-a");
  const rows = tableSizes.flatMap((size) => {
    const rate = familyWiseAlarms(same, size);
    return rate ? [{ size, rate }] : [];
  });
  if (rows.length === 0) return "";
  return page(
    table(
      rows,
      [
        { heading: "rows in a table", align: "right", cell: ({ size }) => String(size) },
        { heading: "tables", align: "right", cell: ({ rate }) => String(rate.trials) },
        {
          heading: "tables with any false verdict after Holm",
          align: "right",
          cell: ({ rate }) => rateCell(rate),
        },
      ],
      ({ size }) => anchorName("family", String(size)),
    ),
    "The same comparisons without a load, the runs cut into tables in the order of the plan; the whole runs are below.",
  ).trimEnd();
}
