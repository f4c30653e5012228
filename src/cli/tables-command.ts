/** `ctxcost tables FILE`: the tables of a stored run, or of several that `merge` has put together. */
import type { Command } from "commander";
import { SeveralRuns } from "../run/load-run.ts";
import { UsageError } from "../run/unknown-word.ts";
import { publishRun } from "./generated-files.ts";
import { loadAloud } from "./load-aloud.ts";
import { showMerge } from "./merge-pages.ts";
import { expectPublishable } from "./publishable.ts";
import { showRun } from "./tables.ts";

interface TablesOptions {
  readonly out?: string;
  readonly publish?: true;
}

export function addTablesCommand(program: Command): void {
  program
    .command("tables")
    .description("print the headline of a stored run, and write all its tables and its report.html")
    .argument("<file>", "a results file, .jsonl or .jsonl.gz")
    .option("--out <folder>", "where the tables go (default: results/local/RUN-ID)")
    .option("--publish", "make this the run that the tables in results/ show; a whole run of everything")
    .action(async (file: string, { out, publish }: TablesOptions) => {
      if (publish) return publishStored(file, out);
      try {
        await showRun(file, { folder: out, quiet: false });
      } catch (error) {
        if (!(error instanceof SeveralRuns)) throw error;
        await showMerge(file, { folder: out });
      }
    });
}

async function publishStored(file: string, out: string | undefined): Promise<void> {
  if (out !== undefined) {
    throw new UsageError(
      "--publish with --out: published tables have their place in results/; leave one of them out",
    );
  }
  expectPublishable(file, await loadAloud(file));
  await publishRun(file, { quiet: false });
}
