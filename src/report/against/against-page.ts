/** The page of the other tools: the same question, side by side, with what each answer costs in time. */
import {
  compareTools,
  type QuestionResult,
  type Share,
  type ToolRow,
} from "../../core/against/compare-tools.ts";
import type { ToolFile } from "../../core/against/tool-records.ts";
import { caseId } from "../../core/model.ts";
import { runtimeTitle } from "../input.ts";
import { code, fence, link, list, notes, page, plain, sentence, table } from "../markdown.ts";
import { clock, microseconds, numberText, percent } from "../number-text.ts";
import { intervalText } from "../ratio-text.ts";
import { anchorName } from "../row-anchor.ts";
import { shellWord } from "../shell-word.ts";
import { disagreement } from "./against-reasons.ts";
import { claimsTable, labels, precisionTable } from "./against-summary.ts";

const leastRepeats = 6;

/** `rawFile` is the path of the readings, relative to the page. */
export function againstPage(file: ToolFile, rawFile: string): string {
  const results = compareTools(file);
  return page(
    "# The same question asked of other tools",
    introduction(file, rawFile),
    incompleteness(file),
    "## Whether a claim holds",
    "Repeats whose 95 % interval, as the tool claims it or as its samples give it, holds the mean of all repeats of the same " +
      "tool: of a claim that is true, 19 of 20. **Bold**: beyond chance of a true one.",
    claimsTable(results),
    "## Precision for the time",
    "Seconds until the ratio's standard error is 1 %: the square of (spread ÷ 1 %) × seconds a repeat, by the better of a " +
      "tool's two statistics. **Bold**: soonest. It says how soon a tool repeats itself, not whether it is right: for that " +
      "see the tables below.",
    precisionTable(results),
    ...results.flatMap((result) => [`## ${title(file, result)}`, ...questionBlocks(result)]),
    "## How to read it",
    howToRead,
    "## How it was made",
    occasion(file),
    fence(commandText(file), "sh"),
  );
}

function introduction({ header, repeats, versions, elapsedNs }: ToolFile, rawFile: string): string {
  const tools = Object.entries(versions).map(([name, version]) => `${plain(name)} ${plain(version)}`);
  return (
    `Fresh against shared, by the client ${code("node:tls")} with ${code("bundle")}: ${repeats} ${repeats === 1 ? "repeat" : "repeats"}, in each of which every ` +
    `tool answers every question once, in shuffled order. ${plain(header.startedAt.slice(0, 10))}, ${clock(elapsedNs)} (min:s); ` +
    `${header.runtimes.map(runtimeTitle).map(plain).join(", ")}; ${tools.join(", ")}. Written by ` +
    `${code("ctxcost against")} from ${link("the readings", rawFile)}; do not edit.`
  );
}

function incompleteness({ repeats, readings }: ToolFile): string | null {
  const failed = readings.filter(({ status }) => status === "failed").length;
  return notes([
    repeats < leastRepeats
      ? `${repeats} of the ${leastRepeats} repeats that a verdict on agreement needs: nothing is said of it`
      : null,
    failed > 0 ? `${failed} of ${readings.length} readings failed; the tables say which` : null,
  ]);
}

function title({ header }: ToolFile, { question }: QuestionResult): string {
  const facts = header.runtimes.find(({ runtime }) => runtime === question.runtime);
  return `${plain(facts ? runtimeTitle(facts) : question.runtime)}: ${question.scenario}`;
}

function questionBlocks(result: QuestionResult): string[] {
  const { rows, failures, question } = result;
  const differing = rows.flatMap((row) => {
    const reason = disagreement(result, row);
    return reason === null ? [] : [`${labels[row.tool]}, ${row.statistic}: ${reason}`];
  });
  const failed = failures.map(
    ({ tool, failed: count, reason }) => `${labels[tool]} failed ${count} times: ${sentence(reason)}`,
  );
  return [
    rows.length === 0 ? `Nothing was measured of ${code(caseId(question))}.` : rowsTable(result),
    differing.length === 0 ? "" : `Where this suite and another differ beyond chance:\n\n${list(differing)}`,
    failed.length === 0 ? "" : list(failed),
  ];
}

function rowsTable({ question, rows }: QuestionResult): string {
  return table(
    rows,
    [
      { heading: "tool", cell: ({ tool }) => labels[tool] },
      { heading: "of its operations", cell: ({ statistic }) => statistic },
      {
        heading: "µs: fresh → shared",
        align: "right",
        cell: ({ freshNs, sharedNs }) => `${microseconds(freshNs)} → ${microseconds(sharedNs)}`,
      },
      { heading: "fresh ÷ shared", align: "right", cell: ({ ratio }) => numberText(ratio) },
      { heading: "÷ this suite's [95 %]", align: "right", cell: againstSuiteText },
      { heading: "inside its interval", align: "right", cell: ({ insideSuite }) => shareText(insideSuite) },
      { heading: "claims", align: "right", cell: claimText },
      { heading: "spread", align: "right", cell: ({ spread }) => percentOr(spread) },
      {
        heading: "1.96 spreads ÷ claim",
        align: "right",
        cell: ({ understatement }) => numberOr(understatement),
      },
      { heading: "claim holds", align: "right", cell: ({ holdsOwn }) => shareText(holdsOwn) },
      { heading: "s a repeat", align: "right", cell: ({ secondsPerRepeat }) => numberText(secondsPerRepeat) },
      {
        heading: "s to 1 %",
        align: "right",
        cell: ({ secondsToOnePercent }) => numberOr(secondsToOnePercent),
      },
    ],
    ({ tool, statistic }) =>
      anchorName("against", question.runtime, question.client, question.scenario, tool, statistic),
  );
}

function againstSuiteText({ againstSuite }: ToolRow): string {
  if (!againstSuite) return "—";
  const agrees = againstSuite.low <= 1 && againstSuite.high >= 1;
  const value = numberText(againstSuite.value);
  return `${agrees ? `~ ${value}` : `**${value}**`} ${intervalText(againstSuite)}`;
}

function claimText({ claimedHalfWidth, basis }: ToolRow): string {
  if (claimedHalfWidth === null) return "none";
  return `±${percent(Math.expm1(claimedHalfWidth))}${basis === "samples" ? " (samples)" : ""}`;
}

function shareText(share: Share | null): string {
  return share === null ? "—" : `${share.of}/${share.total}`;
}

function percentOr(value: number | null): string {
  return value === null ? "—" : percent(value);
}

function numberOr(value: number | null): string {
  return value === null ? "—" : numberText(value);
}

const howToRead = list([
  "**this suite**: `ctxcost run` narrowed to the case, 13 rounds of two processes, with all that comes before them. Its _mean_ is the mean cost: the loop with the turns of the event loop, and what a collection frees afterwards.",
  "**its worker, run long**: no contender but a control: one process an arm, with as many operations as mitata and tinybench run. It differs from the row above in that alone.",
  "**mitata**, **tinybench**: their own `run` with their own settings, both arms in one process, over the scripts in [docs/against](../docs/against). **turning**: with a turn of the event loop after each operation of `create`, outside of what is timed.",
  "**hyperfine**: five whole processes with each of two counts of operations; an operation is the difference of the times ÷ the difference of the counts. It holds the turns and what is freed before the process ends.",
  "**÷ this suite's**: of the ratios of the same statistic in the same repeat: Hodges–Lehmann with its exact Wilcoxon signed-rank interval, for this row alone. `~`: agrees within it; **bold**: does not, and the list below says why or that it is unexplained. One row in twenty differs by chance.",
  "**inside its interval**: repeats in which this suite's 95 % interval held the tool's value.",
  "**claims**: half-width of the 95 % interval of the ratio that follows from one repeat of the tool: this suite's own; tinybench's margin of error and hyperfine's σ carried over; `(samples)` where the tool prints none, from its samples: ± 1.96 standard errors, or the median's order statistics.",
  "**spread**: standard deviation of log(ratio) over the repeats. **1.96 spreads ÷ claim**: 1 where the claim is what the repeats show; 5 where they lie five times as far apart. **claim holds**: repeats whose claim held the mean of all repeats.",
]);

function occasion({ header }: ToolFile): string {
  const { machine, gitCommit, gitDirty, warnings } = header;
  const dirty = gitDirty ? ", with changes that were not committed" : "";
  return [
    `${plain(machine.cpuModel)}, ${machine.cpuCount} CPUs, virtualization ${plain(machine.virtualization ?? "none known")}; ` +
      `${plain(machine.operatingSystem)}, kernel ${plain(machine.kernel)}; load ${machine.loadAverage.map(numberText).join(", ")} before the start; ` +
      `ctxcost at ${code(gitCommit ?? "no commit")}${dirty}.`,
    ...warnings.map((warning) => `> **Warning:** ${sentence(warning)}`),
  ].join("\n\n");
}

function commandText({ header }: ToolFile): string {
  const words = header.commandLine.filter((word) => word !== "--publish");
  if (!words.includes("--seed")) words.push("--seed", String(header.seed));
  return words.map(shellWord).join(" ");
}
