/** The tables of a case that no other page has, as markdown: every round, every process, quantiles by index. */
import { operationSlices } from "../core/report-page/operation-slices.ts";
import {
  type PageArm,
  type PageCase,
  type ProcessColumns,
  sliceShares,
} from "../core/report-page/page-data.ts";
import { valueAt } from "../core/report-page/process-columns.ts";
import { type Column, plain, sentence, unnamedTable } from "../report/markdown.ts";
import { countText, mebibytes, microseconds, numberText, wholePercent } from "../report/number-text.ts";
import { quantileAt, sliceName } from "./slices-chart.ts";

/** A row a round, with every arm's median and the ratio of each pair that is made of it. */
export function roundsTable({ arms }: PageCase, rounds: number): string {
  const fresh = arms.find(({ context }) => context === "fresh");
  const others = arms.filter(({ context }) => context !== "fresh" && context !== "reused-client");
  const columns: Column<number>[] = [
    { heading: "round", align: "right", cell: String },
    ...arms.map(
      (arm): Column<number> => ({
        heading: `${arm.context}, µs`,
        align: "right",
        cell: (round) => roundText(arm, round),
      }),
    ),
  ];
  if (fresh) {
    for (const arm of others) {
      columns.push({
        heading: `fresh ÷ ${arm.context}`,
        align: "right",
        cell: (round) => ratioText(medianOf(fresh, round), medianOf(arm, round)),
      });
    }
  }
  return unnamedTable(
    Array.from({ length: rounds }, (_, index) => index + 1),
    columns,
  );
}

function roundText(arm: PageArm, round: number): string {
  const ns = medianOf(arm, round);
  if (ns !== null) return microseconds(ns);
  return indexOf(arm.processes, round) < 0 ? "—" : "failed";
}

function ratioText(numerator: number | null, denominator: number | null): string {
  return numerator === null || !denominator ? "—" : numberText(numerator / denominator);
}

/** Of the process that counts; null where that failed. */
function medianOf({ processes }: PageArm, round: number): number | null {
  const index = indexOf(processes, round);
  if (index < 0 || valueAt(processes.failure, index) !== null) return null;
  return valueAt(processes.medianNs, index);
}

function indexOf({ count, round, isCounted }: ProcessColumns, wanted: number): number {
  for (let index = 0; index < count; index++) {
    if (valueAt(round, index) === wanted && valueAt(isCounted, index)) return index;
  }
  return -1;
}

interface Process {
  readonly arm: PageArm;
  readonly index: number;
}

type NumberColumn = {
  [Key in keyof ProcessColumns]: number | null extends ProcessColumns[Key] ? Key : never;
}[keyof ProcessColumns];

function numbers(heading: string, field: NumberColumn, text: (value: number) => string): Column<Process> {
  return {
    heading,
    align: "right",
    cell: ({ arm, index }) => {
      const value = valueAt(arm.processes[field], index);
      return value === null ? "—" : text(value);
    },
  };
}

export function processesTable({ arms }: PageCase): string {
  const rows = arms.flatMap((arm) =>
    Array.from({ length: arm.processes.count }, (_, index): Process => ({ arm, index })),
  );
  return unnamedTable(rows, [
    { heading: "context", cell: ({ arm }) => arm.context },
    { heading: "round", align: "right", cell: (one) => String(valueAt(one.arm.processes.round, one.index)) },
    numbers("median, µs", "medianNs", microseconds),
    numbers("mean wall, µs", "meanWallNs", microseconds),
    numbers("mean CPU, µs", "meanCpuNs", microseconds),
    numbers("first, µs", "coldNs", microseconds),
    numbers("peak RSS, MiB", "peakRssBytes", mebibytes),
    numbers("connections", "connections", countText),
    numbers("full handshakes", "fullHandshakes", countText),
    numbers("resumed", "resumedHandshakes", countText),
    numbers("requests", "requests", countText),
    numbers("client certificates", "clientCertificates", countText),
    numbers("server CPU, µs", "serverCpuNs", microseconds),
    { heading: "state", cell: stateOf },
  ]);
}

function stateOf({ arm: { processes }, index }: Process): string {
  const failure = valueAt(processes.failure, index);
  const attempt = valueAt(processes.attempt, index);
  return [
    failure === null ? "valid" : `failed: ${sentence(failure)}`,
    attempt > 1 ? `attempt ${attempt}` : null,
    valueAt(processes.isCounted, index) ? null : "repeated, not counted",
  ]
    .filter((text) => text !== null)
    .join("; ");
}

export function slicesTable(of: PageCase): string {
  const { arms } = of;
  const slices = operationSlices(of);
  const measured = arms.filter(({ sliceQuantilesNs }) => sliceQuantilesNs.length > 0);
  const rows = measured.flatMap((arm) => slices.map((slice, index) => ({ arm, slice, index })));
  return unnamedTable(rows, [
    { heading: "context", cell: ({ arm }) => arm.context },
    { heading: "operations", cell: ({ slice }) => plain(sliceName(slice)) },
    ...sliceShares.map(
      (share, quantile): Column<(typeof rows)[number]> => ({
        heading: share === 0.5 ? "median, µs" : `${wholePercent(share)}, µs`,
        align: "right",
        cell: ({ arm, index }) => microseconds(quantileAt(arm, index, quantile)),
      }),
    ),
  ]);
}
