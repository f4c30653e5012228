/** The controls: what the harness itself costs, and a request without TLS. */
import type { RuntimeName } from "../core/model.ts";
import type { RuntimeFacts } from "../core/runtime-facts.ts";
import { measuredArm, type ReportInput } from "./input.ts";
import { plain, table } from "./markdown.ts";
import { microseconds } from "./number-text.ts";
import { anchorName } from "./row-anchor.ts";

export function controlsTable(
  { results, run }: ReportInput,
  runtimes: readonly RuntimeFacts[],
): string | null {
  const rows = runtimes.flatMap(({ runtime, clients }) =>
    results.cases.flatMap((result) => {
      const client = clients.find(({ name }) => name === result.of.client && result.of.runtime === runtime);
      const arm = measuredArm(result, "fresh");
      return client?.kind === "control" && arm ? [{ runtime, client, arm }] : [];
    }),
  );
  if (rows.length === 0) return null;
  const clockStep = new Map(run.header.runtimes.map((facts) => [facts.runtime, facts.clockStepNs]));
  return table(
    rows,
    [
      { heading: "runtime", cell: ({ runtime }) => runtime },
      { heading: "control", cell: ({ client }) => plain(client.name) },
      { heading: "what it is", cell: ({ client }) => plain(client.api) },
      { heading: "wall, µs", align: "right", cell: ({ arm }) => microseconds(arm.latencyNs) },
      { heading: "first in its process, µs", align: "right", cell: ({ arm }) => microseconds(arm.coldNs) },
      {
        heading: "step of the clock, µs",
        align: "right",
        cell: ({ runtime }) => microseconds(clockStep.get(runtime) ?? 0),
      },
    ],
    ({ runtime, client }) => controlAnchor(runtime, client.name),
  );
}

export function controlAnchor(runtime: RuntimeName, control: string): string {
  return anchorName("control", runtime, control);
}
