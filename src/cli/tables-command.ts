/** `ctxcost tables FILE`: the tables of a stored run. */
import type { Command } from "commander";
import { showRun } from "./tables.ts";

export function addTablesCommand(program: Command): void {
  program
    .command("tables")
    .description("print the headline of a stored run, and write all its tables and its report.html")
    .argument("<file>", "a results file, .jsonl or .jsonl.gz")
    .option("--out <folder>", "where the tables go (default: results/local/RUN-ID)")
    .action(async (file: string, { out }: { out?: string }) => {
      await showRun(file, { folder: out, quiet: false });
    });
}
