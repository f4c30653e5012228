/** What the runs of a merge leave out of the plan that they are parts of. */
import type { Shard } from "../records.ts";
import { type MergeRun, wholePlanOf } from "./merge-run.ts";
import { unmeasuredCases } from "./unmeasured-cases.ts";

export interface Missing {
  /** Ids of cases that no run planned. */
  readonly cases: readonly string[];
  /** Ids of cases that were planned, and of which something has no result on any machine. */
  readonly unmeasured: readonly string[];
  /** Shards of which another of the same division is there. */
  readonly shards: readonly Shard[];
}

export function missingFrom(runs: readonly MergeRun[]): Missing {
  const planned = new Set(runs.flatMap(({ plan }) => plan.cases.map(({ id }) => id)));
  const whole = new Set(runs.flatMap(({ plan }) => wholePlanOf(plan)));
  const shards = runs.flatMap(({ header }) => header.shard ?? []);
  const counts = [...new Set(shards.map(({ count }) => count))];
  const cases = [...whole].filter((id) => !planned.has(id));
  return {
    cases,
    unmeasured: unmeasuredCases(runs),
    shards: cases.length === 0 ? [] : counts.flatMap((count) => absent(count, shards)),
  };
}

function absent(count: number, shards: readonly Shard[]): Shard[] {
  // A file may claim any number of shards; nobody reads the names of a thousand.
  const named = Math.min(count, 1000);
  return Array.from({ length: named }, (_, index) => ({ index: index + 1, count })).filter(
    (one) => !shards.some((shard) => shard.count === count && shard.index === one.index),
  );
}
