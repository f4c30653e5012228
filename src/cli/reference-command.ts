/** `ctxcost reference`: installs the reference runtime, Python with the pinned httpx. */
import type { Command } from "commander";
import { projectRoot } from "../run/project.ts";
import { installPython } from "../run/reference/install-python.ts";
import { UsageError } from "../run/unknown-word.ts";
import { refreshGeneratedFiles } from "./generated-files.ts";
import { publishReference } from "./reference-file.ts";

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
    .option(
      "--publish <file>",
      "install nothing; make this run of Python alone the one that results/httpx.md shows",
    )
    .action(async ({ python, publish }: { python: string; publish?: string }, command: Command) => {
      if (publish !== undefined) return publishPage(publish);
      const isNamed = command.getOptionValueSource("python") === "cli";
      await installPython({ projectRoot, python, isNamed, onStep: (text) => console.log(text) });
      console.log("measured by `make bench-all` beside the others, by `make bench-python` alone");
    });
}

async function publishPage(file: string): Promise<void> {
  await publishReference(file);
  await refreshGeneratedFiles();
  console.error("published: results/httpx.md");
}

function commandName(text: string): string {
  if (text.trim() !== "") return text;
  throw new UsageError("--python: expected a command or a path, e.g. python3.12, got nothing");
}
