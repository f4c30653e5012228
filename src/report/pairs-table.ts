/** Every pair of a runtime: fresh against another context, with interval, corrected p and verdict. */
import type { Case, Context } from "../core/model.ts";
import type { CaseResult, PairResult } from "../core/results.ts";
import { type Column, page, plain, sentence, table } from "./markdown.ts";
import { Notes } from "./notes.ts";
import { microseconds, numberText, probability } from "./number-text.ts";
import { intervalText, verdictText } from "./ratio-text.ts";
import { anchorName } from "./row-anchor.ts";

export function pairsTable(cases: readonly CaseResult[]): string | null {
  const rows = cases.flatMap(({ of, pairs }) => pairs.map((pair) => ({ of, pair })));
  if (rows.length === 0) return null;
  const notes = new Notes();
  const columns: Column<(typeof rows)[number]>[] = [
    { heading: "client", cell: ({ of }) => plain(of.client) },
    { heading: "trust", cell: ({ of }) => of.trust },
    { heading: "scenario", cell: ({ of }) => of.scenario },
    { heading: "fresh ÷", cell: ({ pair }) => pair.denominator },
    { heading: "wall ratio", align: "right", cell: ({ pair }) => numberOr(pair.ratio) },
    { heading: "95 %", cell: ({ pair }) => (pair.interval ? intervalText(pair.interval) : "—") },
    { heading: "verdict (Holm)", cell: ({ pair }) => plainVerdict(pair, notes) },
    { heading: "p (Holm)", align: "right", cell: ({ pair }) => probabilityOr(pair.adjustedPValue) },
    { heading: "CPU ratio", align: "right", cell: ({ pair }) => estimateText(pair.cpuRatio) },
    { heading: "CPU saved, µs", align: "right", cell: ({ pair }) => savedText(pair) },
    { heading: "p (Holm)", align: "right", cell: ({ pair }) => probabilityOr(pair.cpuAdjustedPValue) },
    { heading: "pairs", align: "right", cell: ({ pair }) => `${pair.validPairs}/${pair.plannedPairs}` },
  ];
  const rendered = table(rows, columns, ({ of, pair }) => pairAnchor(of, pair.denominator));
  return page(rendered, notes.toString()).trimEnd();
}

export function pairAnchor({ runtime, client, trust, scenario }: Case, denominator: Context): string {
  return anchorName("pair", runtime, client, trust, scenario, denominator);
}

/** What may be the same in every row of a run is a note. */
function plainVerdict({ verdict }: PairResult, notes: Notes): string {
  switch (verdict.kind) {
    case "withheld":
      return sentence(verdict.reason);
    case "need-rounds":
    case "missing-pairs":
      return `none ${notes.refer(verdictText(verdict))}`;
    default:
      return verdictText(verdict);
  }
}

function numberOr(value: number | null): string {
  return value === null ? "—" : numberText(value);
}

function probabilityOr(value: number | null): string {
  return value === null ? "—" : probability(value);
}

type Value = NonNullable<PairResult["cpuRatio"]>;

function estimateText(estimate: Value | null): string {
  if (!estimate) return "—";
  const range = "low" in estimate ? ` ${intervalText(estimate)}` : "";
  return `${numberText(estimate.value)}${range}`;
}

function savedText({ cpuSavedNs }: PairResult): string {
  if (!cpuSavedNs) return "—";
  const range =
    "low" in cpuSavedNs ? ` [${microseconds(cpuSavedNs.low)}, ${microseconds(cpuSavedNs.high)}]` : "";
  return `${microseconds(cpuSavedNs.value)}${range}`;
}
