/** The other tools in two small tables: whether what each claims holds, and how soon it repeats itself. */
import type { QuestionResult, Share, ToolRow } from "../../core/against/compare-tools.ts";
import type { ToolName } from "../../core/against/tool-records.ts";
import { binomialInterval } from "../../core/statistics/binomial-interval.ts";
import { table } from "../markdown.ts";
import { numberText, percent } from "../number-text.ts";
import { anchorName } from "../row-anchor.ts";

export const labels: Record<ToolName, string> = {
  ctxcost: "this suite",
  "ctxcost-long": "its worker, run long",
  mitata: "mitata",
  "mitata-turn": "mitata, turning",
  tinybench: "tinybench",
  "tinybench-turn": "tinybench, turning",
  hyperfine: "hyperfine",
};

const contenders: readonly ToolName[] = [
  "ctxcost",
  "mitata",
  "mitata-turn",
  "tinybench",
  "tinybench-turn",
  "hyperfine",
];

function rowsOf(results: readonly QuestionResult[], tool: ToolName): ToolRow[] {
  return results.flatMap(({ rows }) => rows.filter((row) => row.tool === tool));
}

export function claimsTable(results: readonly QuestionResult[]): string {
  return table(
    contenders,
    [
      { heading: "tool", cell: (tool) => labels[tool] },
      {
        heading: "of the median",
        align: "right",
        cell: (tool) => heldText(rowsOf(results, tool).filter(({ statistic }) => statistic === "median")),
      },
      {
        heading: "of the mean",
        align: "right",
        cell: (tool) => heldText(rowsOf(results, tool).filter(({ statistic }) => statistic === "mean")),
      },
    ],
    (tool) => anchorName("claims", tool),
  );
}

const nominal = 0.95;

function heldText(rows: readonly ToolRow[]): string {
  const shares = rows.flatMap(({ holdsOwn }) => holdsOwn ?? []);
  if (shares.length === 0) return "none";
  const sum = (key: keyof Share) => shares.reduce((total, share) => total + share[key], 0);
  const [of, total] = [sum("of"), sum("total")];
  const text = `${of}/${total} = ${percent(of / total)}`;
  return binomialInterval(of, total).high < nominal ? `**${text}**` : text;
}

export function precisionTable(results: readonly QuestionResult[]): string {
  return table(
    results,
    [
      { heading: "question", cell: ({ question }) => `${question.runtime} ${question.scenario}` },
      ...contenders.map((tool) => ({
        heading: labels[tool],
        align: "right" as const,
        cell: (result: QuestionResult) => {
          const seconds = secondsOf(result, tool);
          if (seconds === null) return "—";
          const others = contenders.flatMap((other) => secondsOf(result, other) ?? []);
          return seconds === Math.min(...others) ? `**${numberText(seconds)}**` : numberText(seconds);
        },
      })),
    ],
    ({ question }) => anchorName("precision", question.runtime, question.client, question.scenario),
  );
}

/** By the better of the tool's two statistics. */
function secondsOf({ rows }: QuestionResult, tool: ToolName): number | null {
  const seconds = rows
    .filter((row) => row.tool === tool)
    .flatMap(({ secondsToOnePercent }) => secondsToOnePercent ?? []);
  return seconds.length === 0 ? null : Math.min(...seconds);
}
