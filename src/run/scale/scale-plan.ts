/** Which arms a scale study has, at which numbers of CAs, and how many operations each runs. */

import type { Context, Scenario } from "../../core/model.ts";
import type { RuntimeFacts } from "../../core/runtime-facts.ts";
import { type ScaleArm, type ScaleCase, scaleContexts } from "../../core/scale/scale-records.ts";
import type { Budget } from "../operation-counts.ts";
import { type SelectedCase, selectCases } from "../plan.ts";
import { UsageError } from "../unknown-word.ts";

export type ScaleContext = (typeof scaleContexts)[number];

export interface ScaleOptions {
  readonly rounds: number;
  readonly quick: boolean;
  readonly clients?: readonly string[] | undefined;
  readonly scenarios?: readonly Scenario[] | undefined;
  readonly contexts?: readonly Context[] | undefined;
}

/**
 * Operations of a process. Fewer than in a run, since 1,000 CAs take Node some 40 ms each time; and as many at every
 * number of CAs, or a process that is younger at 1,000 than at 1 would bend the line.
 */
export const scaleBudget: Budget = {
  timedNs: 150e6,
  minimumOperations: 10,
  // Inputs are made before the loop: with `distinct` and 1,000 CAs 1.8 MB for each operation.
  maximumOperations: 40,
  preferredWarmup: 20,
  createWarmup: 10,
};
export const quickScaleBudget: Budget = {
  timedNs: 50e6,
  minimumOperations: 5,
  maximumOperations: 20,
  preferredWarmup: 5,
  createWarmup: 5,
};

/** With fewer rounds there is no interval of 95 %. */
const leastRoundsOfInterval = 6;

export function isExploratory({ quick, rounds }: ScaleOptions): boolean {
  return quick || rounds < leastRoundsOfInterval;
}

/**
 * The least is 1, the fixture's own CA. With none there is nothing to compare: an empty `ca` is the runtime's own roots
 * to Bun's node:tls and none at all to Node's and Deno's, and no request would be verified by it.
 */
export function caCountsOf(bundleCount: number, quick: boolean): number[] {
  const counts = quick ? [1, 1000] : [1, 10, 50, 250, 500, 1000];
  return [...new Set([...counts, bundleCount])].sort((a, b) => a - b);
}

/** Contexts beside `fresh` show whether a slope is there, for which these are enough. */
function caCountsOfOthers(caCounts: readonly number[], bundleCount: number): number[] {
  return [caCounts[0]!, bundleCount, caCounts.at(-1)!];
}

/** The clients that are measured with the real roots as well: one on every runtime that parses when it is told to. */
const checkedClients = ["node:tls", "fetch"];

/** Everything but the numbers of operations. Throws where the selection leaves nothing. */
export function scaleCases(
  facts: readonly RuntimeFacts[],
  options: ScaleOptions,
  bundleCount: number,
): Omit<ScaleCase, "warmupOperations" | "timedOperations">[] {
  const { clients, scenarios, quick } = options;
  const contexts = options.contexts ?? scaleContexts;
  if (!contexts.includes("fresh")) {
    throw new UsageError(
      `--context ${contexts.join(",")}: expected fresh among them, which the others are compared with`,
    );
  }
  const selection = { clients, scenarios, contexts, trusts: ["bundle"], withoutControls: true } as const;
  const caCounts = caCountsOf(bundleCount, quick);
  const cases = selectCases(facts, selection).map((one) => ({
    id: one.id,
    of: one.of,
    unsupported: one.unsupported,
    arms: armsOf(one, caCounts, bundleCount),
  }));
  if (cases.some(({ arms }) => arms.length > 0)) return cases;
  throw new UsageError(
    "plan the study: nothing is left to measure by --client, --scenario and --context; see `ctxcost list`",
  );
}

function armsOf({ arms }: SelectedCase, caCounts: readonly number[], bundleCount: number): ScaleArm[] {
  return arms.flatMap((arm): ScaleArm[] => {
    if (arm.context !== "fresh") {
      return caCountsOfOthers(caCounts, bundleCount).map((caCount) => ({
        ...arm,
        caSet: "synthetic",
        caCount,
      }));
    }
    const synthetic = caCounts.map((caCount): ScaleArm => ({ ...arm, caSet: "synthetic", caCount }));
    if (!checkedClients.includes(arm.client)) return synthetic;
    return [...synthetic, { ...arm, caSet: "roots", caCount: bundleCount }];
  });
}
