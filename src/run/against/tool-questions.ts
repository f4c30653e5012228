/** What every tool is asked, and how much each is told to do where it does not decide that itself. */

import type { ToolName } from "../../core/against/tool-records.ts";
import type { Case, RuntimeName, Scenario } from "../../core/model.ts";
import type { OperationCounts } from "../operation-counts.ts";

/** Two numbers of operations in a process: the first is the warm-up, the difference is what counts. */
export type LoopCounts = readonly [few: number, many: number];

export interface ToolQuestion {
  readonly of: Case;
  readonly tools: readonly ToolName[];
  /** For hyperfine, by arm: so many that the difference is some 0.2 s, ten times what a start-up varies by. */
  readonly loops: { readonly fresh: LoopCounts; readonly shared: LoopCounts };
  /** For `ctxcost-long`, by arm: as many operations as mitata and tinybench run of it. */
  readonly long: { readonly fresh: OperationCounts; readonly shared: OperationCounts };
}

const always: readonly ToolName[] = ["ctxcost", "ctxcost-long", "mitata", "tinybench", "hyperfine"];

function questionOf(
  runtime: RuntimeName,
  scenario: Scenario,
  { loops, long }: Pick<ToolQuestion, "loops" | "long">,
): ToolQuestion {
  const of = { runtime, client: "node:tls", trust: "bundle", scenario } as const;
  // A request turns the event loop by itself.
  const turning: readonly ToolName[] = scenario === "create" ? ["mitata-turn", "tinybench-turn"] : [];
  return { of, tools: [...always, ...turning], loops, long };
}

function operations(warmupOperations: number, timedOperations: number): OperationCounts {
  return { warmupOperations, timedOperations };
}

export const toolQuestions: readonly ToolQuestion[] = [
  questionOf("node", "create", {
    loops: { fresh: [50, 110], shared: [1000, 9000] },
    long: { fresh: operations(100, 100), shared: operations(20_000, 5_000) },
  }),
  questionOf("bun", "create", {
    loops: { fresh: [100, 300], shared: [1000, 15000] },
    long: { fresh: operations(300, 300), shared: operations(30_000, 5_000) },
  }),
  questionOf("deno", "create", {
    loops: { fresh: [100, 400], shared: [100, 400] },
    long: { fresh: operations(600, 400), shared: operations(600, 400) },
  }),
  questionOf("node", "request", {
    loops: { fresh: [20, 70], shared: [20, 170] },
    long: { fresh: operations(100, 100), shared: operations(400, 200) },
  }),
];
