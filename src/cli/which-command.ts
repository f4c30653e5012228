/** `ctxcost which RUNTIME`: prints the path of a pinned executable, for scripts and for the curious. */
import type { Command } from "commander";
import { allRuntimes, type RuntimeName } from "../core/model.ts";
import { projectRoot } from "../run/project.ts";
import { findRuntime, isMissing } from "../run/runtime-binary.ts";
import { unknownWord } from "../run/unknown-word.ts";

export function addWhichCommand(program: Command): void {
  program
    .command("which")
    .description("print the path of a runtime's pinned executable")
    .argument("<runtime>", allRuntimes.join(", "))
    .action((name: string) => {
      if (!(allRuntimes as readonly string[]).includes(name)) throw unknownWord("which", name, allRuntimes);
      const found = findRuntime(name as RuntimeName, projectRoot);
      if (isMissing(found)) throw new Error(`${name}: ${found.reason}`);
      console.log(found.path);
    });
}
