/** `ctxcost repeat`: two runs of the same thing, every ratio side by side. */

import type { Command } from "commander";
import { withoutAnchors } from "../report/row-anchor.ts";
import { refreshGeneratedFiles } from "./generated-files.ts";
import { publishRepeat, repeatPageOf } from "./repeat-file.ts";

export function addRepeatCommand(program: Command): void {
  program
    .command("repeat")
    .description("compare two runs of the same thing, every ratio side by side: do the numbers reproduce?")
    .argument("<first>", "a results file")
    .argument("<second>", "another, of the same cases")
    .option("--publish", "make it what results/repeat.md shows")
    .action(async (first: string, second: string, { publish }: { publish?: true }) => {
      if (!publish) return console.log(withoutAnchors(await repeatPageOf(first, second, process.cwd())));
      console.log(withoutAnchors(await publishRepeat(first, second)));
      await refreshGeneratedFiles();
    });
}
