/** `ctxcost list`: every case with its contexts, and what is unsupported and why. */
import type { Command } from "commander";
import { allRuntimes, type RuntimeName } from "../core/model.ts";
import { describeRuntimes, pinnedBuilds } from "../run/describe-runtimes.ts";
import { expectKnownClients } from "../run/known-clients.ts";
import { familySize, selectCases } from "../run/plan.ts";
import { projectRoot } from "../run/project.ts";
import { addSelectionOptions, type SelectionOptions, selectionOf } from "./selection-options.ts";
import { wordsOf } from "./word-list.ts";

export function addListCommand(program: Command): void {
  addSelectionOptions(program.command("list"))
    .option("--runtime <names>", `only these: ${allRuntimes.join(", ")}`, wordsOf("--runtime", allRuntimes))
    .description("list all cases, with what is unsupported and why")
    .addHelpText(
      "after",
      `
A line has a case, as \`cite\` and \`bug-report --case\` take it, and the contexts
under which it is measured: each case with a context is an arm. Below it is what
is unsupported.

Examples:
  npm run -s ctxcost -- list --client node:tls --trust bundle
  npm run -s ctxcost -- list --runtime deno --scenario request`,
    )
    .action(async (options: SelectionOptions & { readonly runtime?: RuntimeName[] }) => {
      const described = await describeRuntimes(pinnedBuilds(projectRoot, options.runtime ?? allRuntimes));
      await expectKnownClients(options.client ?? [], described);
      const cases = selectCases(described.facts, selectionOf(options));
      const width = Math.max(0, ...cases.map(({ id }) => id.length));
      for (const { id, arms, unsupported } of cases) {
        console.log(`${id.padEnd(width)}  ${arms.map(({ context }) => context).join(" ") || "—"}`);
        for (const { context, reason } of unsupported) {
          console.log(`    ${context} unsupported: ${reason}`);
        }
      }
      for (const { runtime, reason } of described.missing) console.log(`${runtime}: ${reason}`);
      const arms = cases.reduce((sum, one) => sum + one.arms.length, 0);
      console.log(
        `${cases.length} cases, ${arms} arms, ${familySize(cases, described.facts)} pairs with a verdict`,
      );
    });
}
