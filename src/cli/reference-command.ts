/** `ctxcost reference`: installs the reference runtime, Python with the pinned httpx. */
import type { Command } from "commander";
import { projectRoot } from "../run/project.ts";
import { installPython } from "../run/reference/install-python.ts";
import { UsageError } from "../run/unknown-word.ts";

export function addReferenceCommand(program: Command): void {
  program
    .command("reference")
    .description(
      "install the reference runtime, Python with the pinned httpx, into .cache/python; `run` then has it in its tables",
    )
    .option(
      "--python <command>",
      "the Python to make its environment of, ≥ 3.10 with venv; where there is one of another, it is made anew",
      commandName,
      "python3",
    )
    .action(async ({ python }: { python: string }, command: Command) => {
      const isNamed = command.getOptionValueSource("python") === "cli";
      await installPython({ projectRoot, python, isNamed, onStep: (text) => console.log(text) });
      console.log("measured by `make bench-all` beside the others, by `make bench-python` alone");
    });
}

function commandName(text: string): string {
  if (text.trim() !== "") return text;
  throw new UsageError("--python: expected a command or a path, e.g. python3.12, got nothing");
}
