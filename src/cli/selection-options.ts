/** The options by which `run` and `list` choose cases of the runtimes. */
import type { Command } from "commander";
import { type Context, contexts, type Scenario, scenarios, type Trust, trusts } from "../core/model.ts";
import type { Selection } from "../run/plan.ts";
import { anyWords, wordsOf } from "./word-list.ts";

export interface SelectionOptions {
  readonly client?: string[];
  readonly trust?: Trust[];
  readonly scenario?: Scenario[];
  readonly context?: Context[];
}

export function addSelectionOptions(command: Command): Command {
  const selectable = trusts.filter((trust) => trust !== "none");
  return command
    .option("--client <names>", "only these, e.g. node:https,undici (see list)", anyWords)
    .option("--trust <names>", `only these: ${selectable.join(", ")}`, wordsOf("--trust", selectable))
    .option("--scenario <names>", `only these: ${scenarios.join(", ")}`, wordsOf("--scenario", scenarios))
    .option("--context <names>", `only these: ${contexts.join(", ")}`, wordsOf("--context", contexts));
}

export function selectionOf(options: SelectionOptions): Selection {
  return {
    clients: options.client,
    trusts: options.trust,
    scenarios: options.scenario,
    contexts: options.context,
  };
}
