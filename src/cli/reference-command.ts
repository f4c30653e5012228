/** `ctxcost reference`: installs the reference runtime, Python with the pinned httpx. */
import type { Command } from "commander";
import { projectRoot } from "../run/project.ts";
import { installPython } from "../run/reference/install-python.ts";

export function addReferenceCommand(program: Command): void {
  program
    .command("reference")
    .description(
      "install the reference runtime, Python with the pinned httpx, into .cache/python; `run` then has it in its tables",
    )
    .option("--python <command>", "the Python to make its environment of, ≥ 3.10 with venv", "python3")
    .action(async ({ python }: { python: string }) => {
      await installPython({ projectRoot, python, onStep: (text) => console.log(text) });
      console.log("measured by `make bench-all` beside the others, by `make bench-python` alone");
    });
}
