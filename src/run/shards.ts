/**
 * A plan in parts, for several machines. A shard has whole cases, never half a pair; every shard has the controls, which
 * are the floor of what was measured on its machine.
 */
import type { RuntimeName } from "../core/model.ts";
import type { Shard } from "../core/records.ts";
import type { SelectedCase } from "./plan.ts";
import { UsageError } from "./unknown-word.ts";

/** `2/4`; throws a UsageError for anything else. */
export function parseShard(text: string): Shard {
  const [, index, count] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  if (index !== undefined && shard.index >= 1 && shard.index <= shard.count) return shard;
  throw new UsageError(`--shard ${text}: expected part/parts, from 1/n to n/n, e.g. 2/4`);
}

export function shardName({ index, count }: Shard): string {
  return `${index}/${count}`;
}

/**
 * The cases of a shard, in the order of the plan: the dearest first, each to the shard that has the least to do so far.
 * That is at most a third longer than the best there is: R. L. Graham, "Bounds on Multiprocessing Timing Anomalies",
 * SIAM J. Appl. Math. 17(2), 1969. It depends on the cases alone, so that every machine comes to the same division.
 */
export function shardCases<One extends SelectedCase>(cases: readonly One[], shard: Shard): One[] {
  const divisible = cases.filter((one) => !isControl(one));
  if (divisible.length < shard.count) {
    throw new UsageError(
      `--shard ${shardName(shard)}: the selection has ${divisible.length} cases without the controls; expected at most as many parts`,
    );
  }
  const loads = new Array<number>(shard.count).fill(0);
  const mine = new Set<One>(cases.filter(isControl));
  for (const one of divisible.toSorted((a, b) => expectedMs(b) - expectedMs(a))) {
    const least = loads.indexOf(Math.min(...loads));
    loads[least]! += expectedMs(one);
    if (least === shard.index - 1) mine.add(one);
  }
  return cases.filter((one) => mine.has(one));
}

function isControl({ of }: SelectedCase): boolean {
  return of.trust === "none";
}

/** What a round of the case takes: about as long for each arm. */
export function expectedMs({ of, arms }: Pick<SelectedCase, "of" | "arms">): number {
  const { create, createBundle, request } = costsOf(of.runtime);
  if (of.scenario === "request") return arms.length * request;
  return arms.length * (of.trust === "bundle" ? createBundle : create);
}

/**
 * Milliseconds from start to end of a process, means of the run published on 2026-11-25. Rough, since only what is
 * dearer than what matters here, and not measured anew: every machine has to come to the same division.
 */
const processMs = {
  node: { create: 150, createBundle: 515, request: 270 },
  bun: { create: 75, createBundle: 255, request: 210 },
  deno: { create: 120, createBundle: 355, request: 370 },
  python: { create: 300, createBundle: 315, request: 300 },
} as const;

interface ProcessCosts {
  readonly create: number;
  readonly createBundle: number;
  readonly request: number;
}

/** Of a runtime that the published run has not, as long as on Node. */
function costsOf(runtime: RuntimeName): ProcessCosts {
  const known: Partial<Record<RuntimeName, ProcessCosts>> = processMs;
  return known[runtime] ?? processMs.node;
}
