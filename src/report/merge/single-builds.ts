/** Of a merge of runs that compare builds: what was measured of a runtime with one build, which no ratio has. */

import { type SingleBuild, singleBuilds } from "../../core/comparison/single-builds.ts";
import type { MergeRun } from "../../core/merge/merge-run.ts";
import type { MeasuredArm } from "../../core/results.ts";
import { type Column, folded, page, plain, sentence, table } from "../markdown.ts";
import { microseconds } from "../number-text.ts";
import { anchorName } from "../row-anchor.ts";
import { machineName } from "./machine-name.ts";

/** A sentence for each of them, whichever runs have it; null where there is none. */
export function singleBuildsText(runs: readonly MergeRun[]): string | null {
  const all = new Map(singlesOf(runs).map((one) => [one.build, one]));
  if (all.size === 0) return null;
  const texts = [...all.values()].map(({ build, reason }) => `${plain(build)}: ${sentence(reason)}.`);
  return texts.join("  \n");
}

/** Folded by build: a row an arm and machine. */
export function singleBuildTables(runs: readonly MergeRun[]): string | null {
  const byBuild = Map.groupBy(singlesOf(runs), ({ build }) => build);
  const sections = [...byBuild].flatMap(([build, own]) => {
    const rows = own.flatMap(({ run, arms }) =>
      arms.flatMap((arm): Row[] => (arm.state === "measured" ? [{ run, measured: arm }] : [])),
    );
    const count = rows.length === 1 ? "1 time" : `${rows.length} times`;
    return rows.length === 0
      ? []
      : [
          folded(
            `${plain(build)}: ${count}`,
            table(rows, columns, ({ run, measured: { arm } }) =>
              anchorName("single", machineName(run), build, arm.client, arm.trust, arm.scenario, arm.context),
            ),
          ),
        ];
  });
  return sections.length === 0 ? null : page(...sections).trimEnd();
}

interface Row {
  /** Index of the run. */
  readonly run: number;
  readonly measured: MeasuredArm;
}

const columns: readonly Column<Row>[] = [
  { heading: "client", cell: ({ measured }) => plain(measured.arm.client) },
  { heading: "trust", cell: ({ measured }) => measured.arm.trust },
  { heading: "scenario", cell: ({ measured }) => measured.arm.scenario },
  { heading: "context", cell: ({ measured }) => measured.arm.context },
  { heading: "machine", cell: ({ run }) => machineName(run) },
  { heading: "µs", align: "right", cell: ({ measured }) => microseconds(measured.latencyNs) },
  {
    heading: "rounds",
    align: "right",
    cell: ({ measured }) => `${measured.validRounds}/${measured.plannedRounds}`,
  },
];

function singlesOf(runs: readonly MergeRun[]): (SingleBuild & { readonly run: number })[] {
  return runs.flatMap((one, run) => singleBuilds(one, one.results).map((single) => ({ ...single, run })));
}
