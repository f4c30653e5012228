/** Every arm of a runtime with what was measured of it. */
import { type Arm, armId, buildName, type Scenario, scenarios } from "../core/model.ts";
import type { ArmResult, Cost, MeasuredArm } from "../core/results.ts";
import { type Column, code, plain, sentence, table } from "./markdown.ts";
import { countText, mebibytes, microseconds, percent } from "./number-text.ts";
import { anchorName } from "./row-anchor.ts";

/** Headings with their tables: of each scenario, the arms that are no controls. */
export function armsSections(arms: readonly ArmResult[]): [heading: string, table: string | null][] {
  const own = arms.filter(({ arm }) => arm.trust !== "none");
  return scenarios.map((scenario) => [`Arms: ${scenario}`, armsTable(own, scenario)]);
}

/** One table a scenario, by scenario; without arms of it, none. */
export function armsTable(arms: readonly ArmResult[], scenario: Scenario): string | null {
  const rows = arms.filter((one) => one.state === "measured").filter(({ arm }) => arm.scenario === scenario);
  if (rows.length === 0) return null;
  return table(rows, scenario === "request" ? [...common, ...ofRequests] : common, ({ arm }) =>
    armAnchor(arm),
  );
}

export function armAnchor(arm: Arm): string {
  return anchorName("arm", buildName(arm), arm.client, arm.trust, arm.scenario, arm.context);
}

const common: Column<MeasuredArm>[] = [
  { heading: "client", cell: ({ arm }) => plain(arm.client) },
  { heading: "trust", cell: ({ arm }) => arm.trust },
  { heading: "context", cell: ({ arm }) => arm.context },
  { heading: "wall, µs", align: "right", cell: ({ latencyNs }) => microseconds(latencyNs) },
  { heading: "mean wall, µs", align: "right", cell: ({ meanWallNs }) => microseconds(meanWallNs) },
  { heading: "mean CPU, µs", align: "right", cell: ({ meanCpu }) => costText(meanCpu) },
  { heading: "first, µs", align: "right", cell: ({ coldNs }) => microseconds(coldNs) },
  { heading: "peak RSS, MiB", align: "right", cell: ({ peakRssBytes }) => mebibytes(peakRssBytes) },
  { heading: "rounds", align: "right", cell: (arm) => `${arm.validRounds}/${arm.plannedRounds}` },
];

const ofRequests: Column<MeasuredArm>[] = [
  { heading: "connections", align: "right", cell: ({ connections }) => countOr(connections) },
  {
    heading: "handshakes: full / resumed",
    align: "right",
    cell: ({ fullHandshakes, resumedHandshakes }) =>
      `${countOr(fullHandshakes)} / ${countOr(resumedHandshakes)}`,
  },
  {
    heading: "server CPU",
    align: "right",
    cell: ({ serverCpuShare }) => (serverCpuShare === null ? "absent" : percent(serverCpuShare)),
  },
];

function countOr(count: number | null): string {
  return count === null ? "absent" : countText(count);
}

function costText(cost: Cost): string {
  return cost.state === "measured" ? microseconds(cost.ns) : `below ${microseconds(cost.resolutionNs)}`;
}

/** What is not in the tables of arms, with the reason; one row a reason. */
export function missingTable(arms: readonly ArmResult[]): string | null {
  const byReason = new Map<string, ArmResult[]>();
  for (const arm of arms) {
    if (arm.state === "measured") continue;
    const key = `${arm.arm.client}\n${arm.state}\n${arm.reason}`;
    byReason.set(key, [...(byReason.get(key) ?? []), arm]);
  }
  if (byReason.size === 0) return null;
  return table(
    [...byReason.values()],
    [
      { heading: "client", cell: ([first]) => plain(first!.arm.client) },
      { heading: "state", cell: ([first]) => first!.state },
      { heading: "arms", cell: (arms) => armNames(arms) },
      { heading: "reason", cell: ([first]) => reasonText(first!) },
    ],
    ([first]) => anchorName("missing", armId(first!.arm)),
  );
}

function armNames(arms: readonly ArmResult[]): string {
  const names = arms.map(({ arm }) => `${arm.trust}/${arm.scenario}/${arm.context}`);
  const shown = names.slice(0, 4).map(code).join(", ");
  return names.length > 4 ? `${shown} and ${names.length - 4} more` : shown;
}

function reasonText(arm: ArmResult): string {
  return arm.state === "measured" ? "" : sentence(arm.reason);
}
