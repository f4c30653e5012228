/** Where each client pays: how long a request takes to each of its stages, fresh and shared. */
import { buildName, type Trust, trusts } from "../core/model.ts";
import type { CaseResult, MeasuredArm } from "../core/results.ts";
import { type StageName, stageNames } from "../core/runtime-facts.ts";
import { type Column, plain, table } from "./markdown.ts";
import { microseconds } from "./number-text.ts";
import { anchorName } from "./row-anchor.ts";

export function stagesTable(cases: readonly CaseResult[], wanted: readonly Trust[] = trusts): string | null {
  const rows = cases
    .filter(({ of }) => of.scenario === "request" && wanted.includes(of.trust))
    .flatMap(({ arms }) => arms)
    .filter((arm) => arm.state === "measured")
    .filter(({ arm, stageDurationsNs }) => isShown(arm.context) && stageDurationsNs !== null);
  if (rows.length === 0) return null;
  return table(
    rows,
    [
      { heading: "client", cell: ({ arm }) => plain(arm.client) },
      { heading: "trust", cell: ({ arm }) => arm.trust },
      { heading: "context", cell: ({ arm }) => arm.context },
      ...stageNames.map(stageColumn),
      { heading: "whole, µs", align: "right", cell: ({ latencyNs }) => microseconds(latencyNs) },
    ],
    ({ arm }) => anchorName("stages", buildName(arm), arm.client, arm.trust, arm.context),
  );
}

/** What `distinct` and the control differ in is no stage of its own. */
function isShown(context: MeasuredArm["arm"]["context"]): boolean {
  return context === "fresh" || context === "shared" || context === "shared-options";
}

const headings: Record<StageName, string> = {
  created: "create, µs",
  connected: "connect, µs",
  responded: "respond, µs",
  closed: "close, µs",
};

function stageColumn(stage: StageName): Column<MeasuredArm> {
  return {
    heading: headings[stage],
    align: "right",
    cell: ({ stageDurationsNs }) => {
      const duration = stageDurationsNs?.[stage];
      return duration == null ? "—" : microseconds(duration);
    },
  };
}
