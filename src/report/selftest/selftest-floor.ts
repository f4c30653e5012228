/** What the self-test's runs say of the clock and of an operation that does nothing. */
import { summariseArm } from "../../core/arm-result.ts";
import { countedObservations, observationsOf } from "../../core/counted-observations.ts";
import { runtimeNames } from "../../core/model.ts";
import type { Run } from "../../core/records.ts";
import { median } from "../../core/statistics/quantile.ts";
import { page, table } from "../markdown.ts";
import { microseconds } from "../number-text.ts";
import { anchorName } from "../row-anchor.ts";

export function floorTable(runs: readonly Run[]): string {
  const rows = runtimeNames.flatMap((runtime) => {
    const steps = runs.flatMap(({ header }) =>
      header.runtimes.filter((one) => one.runtime === runtime).map(({ clockStepNs }) => clockStepNs),
    );
    const floors = runs.flatMap((run) => emptyOperations(run, runtime));
    if (steps.length === 0) return [];
    return [{ runtime, stepNs: Math.max(...steps), floorNs: floors.length === 0 ? null : median(floors) }];
  });
  const made = table(
    rows,
    [
      { heading: "runtime", cell: ({ runtime }) => runtime },
      {
        heading: "step of the clock, µs",
        align: "right",
        cell: ({ stepNs }) => microseconds(stepNs),
      },
      {
        heading: "an empty operation, µs",
        align: "right",
        cell: ({ floorNs }) => (floorNs === null ? "—" : microseconds(floorNs)),
      },
    ],
    ({ runtime }) => anchorName("floor", runtime),
  );
  return page(
    made,
    "Step: the smallest that a process saw in 1,000 changes of the clock; the largest of these over the runs. " +
      "Empty operation: the control `empty`, timed as a client is; the median over the runs.",
  ).trimEnd();
}

/** The latency of every arm of the empty control. */
function emptyOperations(run: Run, runtime: (typeof runtimeNames)[number]): number[] {
  const byArm = countedObservations(run);
  const arms = run.plan.cases
    .filter(({ of }) => of.runtime === runtime && of.client === "empty")
    .flatMap(({ arms }) => arms);
  return arms.flatMap((arm) => {
    const summary = summariseArm(arm, observationsOf(arm, byArm), run.plan.rounds);
    return summary.state === "measured" ? [summary.latencyNs] : [];
  });
}
