/** What those who wait see: latencies from the time at which a client was to arrive, and the event loop's delay. */
import type { RuntimeFacts } from "../../core/runtime-facts.ts";
import type { ServiceArmResult, ServiceResult } from "../../core/service/service-results.ts";
import { table } from "../markdown.ts";
import { countText, hundredths, milliseconds } from "../number-text.ts";
import { caseCell } from "./service-words.ts";

interface Row {
  readonly title: string;
  readonly arm: ServiceArmResult;
}

export function latencyTable(results: readonly ServiceResult[], runtimes: readonly RuntimeFacts[]): string {
  const rows = results.flatMap(({ case: of, arms }) =>
    arms.map((arm, index): Row => ({ title: index === 0 ? caseCell(of, runtimes) : "", arm })),
  );
  const figure =
    (read: (figures: NonNullable<ServiceArmResult["figures"]>) => number | null) => (row: Row) => {
      const value = row.arm.figures === null ? null : read(row.arm.figures);
      return value === null ? "—" : milliseconds(value);
    };
  const isControl = ({ arm }: Row) => arm.arm === "control";
  return table(rows, [
    { heading: "case", cell: ({ title }) => title },
    { heading: "arm", cell: ({ arm }) => arm.arm },
    { heading: "p50, ms", align: "right", cell: (row) => figure(({ p50Ns }) => p50Ns)(row) },
    { heading: "p99", align: "right", cell: (row) => figure(({ p99Ns }) => p99Ns)(row) },
    { heading: "longest", align: "right", cell: (row) => figure(({ maxNs }) => maxNs)(row) },
    {
      heading: "loop late, p99, ms",
      align: "right",
      cell: figure(({ loopDelayP99Ns }) => loopDelayP99Ns),
    },
    { heading: "longest", align: "right", cell: figure(({ loopDelayMaxNs }) => loopDelayMaxNs) },
    { heading: "arrivals", align: "right", cell: ({ arm }) => countText(arm.arrivals) },
    { heading: "errors", align: "right", cell: (row) => (isControl(row) ? "—" : countText(row.arm.errors)) },
    { heading: "server CPU, %", align: "right", cell: serverCell },
  ]);
}

function serverCell({ arm }: Row): string {
  if (arm.arm === "control" || arm.figures === null) return "—";
  return hundredths(arm.figures.serverShare);
}
