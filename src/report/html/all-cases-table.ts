/**
 * The table of everything that was planned: one row an arm, measured or not. It is whole without a script; the page's
 * script filters and sorts its rows by their attributes.
 */
import { pairOf } from "../../core/analyse-run.ts";
import { buildName } from "../../core/model.ts";
import type { ArmResult, CaseResult, MeasuredArm, PairResult, RunResults } from "../../core/results.ts";
import { familyWiseError } from "../../core/statistics/holm.ts";
import { type Column, plain, sentence, unbroken, unnamedTable } from "../markdown.ts";
import { countText, microseconds } from "../number-text.ts";
import { ratioText } from "../ratio-text.ts";
import { escapeHtml } from "./escape.ts";
import { cellClass, type MarkdownRenderer } from "./render-markdown.ts";

interface Row {
  readonly result: CaseResult;
  readonly arm: ArmResult;
  /** fresh ÷ this arm; none for `fresh` itself and for what is not compared. */
  readonly pair: PairResult | undefined;
}

interface SortableColumn extends Column<Row> {
  /** In the address of the page, where it says what the rows are sorted by. */
  readonly name: string;
  /** Rows are sorted by this; absent where the cell's text does it. */
  readonly sortBy?: (row: Row) => number | null;
}

export function allCasesTable({ cases }: RunResults, markdown: MarkdownRenderer): string {
  const rows = cases.flatMap((result) =>
    result.arms.map((arm): Row => ({ result, arm, pair: pairOf(result, arm.arm.context) })),
  );
  const source = unnamedTable(rows, columns);
  const start = markdown.tableStart(source, "All cases").replace("<table>", '<table id="cases">');
  const head = columns.map(headCell).join("");
  const body = rows.map((row) => bodyRow(row, markdown)).join("\n");
  return `${start}<thead><tr>${head}</tr></thead>\n<tbody>\n${body}\n</tbody></table></div>\n</div>`;
}

function headCell({ name, heading, align }: SortableColumn): string {
  return `<th scope="col" data-name="${name}"${align === "right" ? ' class="number"' : ""}>${escapeHtml(heading)}</th>`;
}

function bodyRow(row: Row, markdown: MarkdownRenderer): string {
  const cells = columns.map((column, index) => {
    const text = markdown.inline(column.cell(row));
    const sort = column.sortBy ? ` data-sort="${column.sortBy(row) ?? ""}"` : "";
    const cell = `${sort}${cellClass(column.align === "right", text)}`;
    // The link opens the case's own view, and is in the address of the page that can be sent to someone.
    if (index !== 1) return `<td${cell}>${text}</td>`;
    return `<th scope="row"><a href="#case=${escapeHtml(encodeURIComponent(row.result.id))}">${text}</a></th>`;
  });
  return `<tr data-outcome="${outcomeOf(row)}">${cells.join("")}</tr>`;
}

/** What the filter of this name offers. */
function outcomeOf({ arm, pair }: Row): string {
  if (arm.state !== "measured") return arm.state;
  if (!pair) return "not compared";
  return pair.verdict.kind === "indistinct" ? "~" : pair.verdict.kind;
}

function measured(of: (arm: MeasuredArm) => number | null): (row: Row) => number | null {
  return ({ arm }) => (arm.state === "measured" ? of(arm) : null);
}

function time(of: (arm: MeasuredArm) => number | null): Pick<SortableColumn, "align" | "cell" | "sortBy"> {
  const value = measured(of);
  return {
    align: "right",
    sortBy: value,
    cell: (row) => {
      const ns = value(row);
      return ns === null ? "—" : microseconds(ns);
    },
  };
}

const columns: readonly SortableColumn[] = [
  { name: "runtime", heading: "runtime", cell: ({ arm }) => plain(buildName(arm.arm)) },
  { name: "client", heading: "client", cell: ({ arm }) => plain(arm.arm.client) },
  { name: "trust", heading: "trust", cell: ({ arm }) => arm.arm.trust },
  { name: "scenario", heading: "scenario", cell: ({ arm }) => arm.arm.scenario },
  { name: "context", heading: "context", cell: ({ arm }) => arm.arm.context },
  {
    name: "ratio",
    heading: "fresh ÷ this [95 %]",
    align: "right",
    sortBy: ({ pair }) => pair?.ratio ?? null,
    // Why is what the column can be filtered by, and stands above the tables where it is so of all.
    cell: ({ pair }) => (pair ? unbroken(ratioText(pair, () => "(no verdict)")) : "—"),
  },
  { name: "wall", heading: "wall, µs", ...time(({ latencyNs }) => latencyNs) },
  {
    name: "cpu",
    heading: "mean CPU, µs",
    ...time(({ meanCpu }) => (meanCpu.state === "measured" ? meanCpu.ns : null)),
  },
  { name: "first", heading: "first, µs", ...time(({ coldNs }) => coldNs) },
  {
    name: "saved",
    heading: "CPU saved, µs",
    align: "right",
    sortBy: ({ pair }) => pair?.cpuSavedNs?.value ?? null,
    cell: ({ pair }) => (pair ? savedText(pair) : "—"),
  },
  {
    name: "handshakes",
    heading: "full / resumed",
    align: "right",
    sortBy: measured(({ fullHandshakes }) => fullHandshakes),
    cell: ({ arm }) => handshakes(arm),
  },
  {
    name: "rounds",
    heading: "rounds",
    align: "right",
    sortBy: measured(({ validRounds }) => validRounds),
    cell: ({ arm }) => (arm.state === "measured" ? `${arm.validRounds}/${arm.plannedRounds}` : "—"),
  },
  { name: "note", heading: "note", cell: noteOf },
];

function savedText({ cpuSavedNs, cpuAdjustedPValue }: PairResult): string {
  if (!cpuSavedNs) return "—";
  const isUnclear = cpuAdjustedPValue !== null && cpuAdjustedPValue > familyWiseError;
  return unbroken(`${isUnclear ? "~ " : ""}${microseconds(cpuSavedNs.value)}`);
}

function handshakes(arm: ArmResult): string {
  if (arm.state !== "measured" || arm.fullHandshakes === null) return "—";
  return unbroken(`${countText(arm.fullHandshakes)} / ${countText(arm.resumedHandshakes ?? 0)}`);
}

function noteOf({ result, arm, pair }: Row): string {
  if (arm.state !== "measured") return `${arm.state}: ${sentence(arm.reason)}`;
  const far = result.outliers.filter(({ context }) => context === arm.arm.context).length;
  const moved = result.drifts.filter(({ context }) => context === arm.arm.context).length;
  return [
    result.leftOut && pair ? "left out of the headline" : null,
    pair?.trend ? "ratio moves within a process" : null,
    moved > 0 ? "drifts" : null,
    far > 0 ? `${far} far out` : null,
  ]
    .filter((text) => text !== null)
    .join("; ");
}
