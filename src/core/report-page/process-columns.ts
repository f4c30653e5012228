/** Every process of an arm with what it measured and what the server counted, in the shape that the page reads. */
import { isCpuResolved, meanCpuNs, meanWallNs, processMedianNs } from "../arm-result.ts";
import type { Measurement, Observation, ServerCounts } from "../records.ts";
import type { Column, ProcessColumns } from "./page-data.ts";

/** `all` are an arm's observations, `counted` those of them that its results are made of. */
export function processColumns(all: readonly Observation[], counted: readonly Observation[]): ProcessColumns {
  const column = <Value>(of: (one: Observation) => Value) => short(all.map(of));
  const measured = (of: (one: Measurement) => number) =>
    column(({ measurement }) => (measurement ? shortened(of(measurement)) : null));
  const seen = (of: (one: ServerCounts) => number) =>
    column(({ server }) => (server ? shortened(of(server)) : null));
  return {
    count: all.length,
    round: column(({ round }) => round),
    attempt: column(({ attempt }) => attempt),
    failure: column((one) => (one.status === "failed" ? one.reason : null)),
    isCounted: column((one) => counted.includes(one)),
    medianNs: measured(processMedianNs),
    meanWallNs: measured(meanWallNs),
    meanCpuNs: column(({ measurement }) =>
      measurement && isCpuResolved(measurement) ? shortened(meanCpuNs(measurement)) : null,
    ),
    coldNs: measured(({ coldNs }) => coldNs),
    peakRssBytes: measured(({ peakRssBytes }) => peakRssBytes),
    connections: seen(({ connections }) => connections),
    fullHandshakes: seen(({ fullHandshakes }) => fullHandshakes),
    resumedHandshakes: seen(({ resumedHandshakes }) => resumedHandshakes),
    requests: seen(({ requests }) => requests),
    clientCertificates: seen(({ clientCertificates }) => clientCertificates),
    serverCpuNs: seen(({ cpuNs }) => cpuNs),
  };
}

/** No table shows more digits than five, and the page would grow by a tenth. */
function shortened(value: number): number {
  return Number(value.toPrecision(6));
}

function short<Value>(values: readonly Value[]): Column<Value> {
  const [first] = values;
  return first !== undefined && values.every((value) => value === first) ? first : values;
}

/** The value of one process. */
export function valueAt<Value extends string | number | boolean | null>(
  column: Column<Value>,
  index: number,
): Value {
  return isList(column) ? column[index]! : column;
}

function isList<Value>(column: Column<Value>): column is readonly Value[] {
  return Array.isArray(column);
}
