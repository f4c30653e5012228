/** `ctxcost merge FILES…`: shards of a plan, or the same plan on several machines, as one result. */
import type { Command } from "commander";
import { mergeFiles } from "../run/merge/merge-files.ts";
import { localFolder } from "../run/project.ts";
import { expectFolder } from "./expect-folder.ts";
import { tellWarnings, writeMergePage } from "./merge-pages.ts";

export function addMergeCommand(program: Command): void {
  program
    .command("merge")
    .description("put runs of one plan together: shards of it, and the same cases on several machines")
    .argument("<files...>", "results files, or merges, .jsonl or .jsonl.gz")
    .option("--out <file>", "the merge (default: results/local/merge-ID.jsonl)")
    .option("--tables <folder>", "where its page goes (default: results/local/merge-ID)")
    .addHelpText(
      "after",
      `
The runs must be of the same code, versions, options and rounds. What one machine measured is shown as it is;
what several measured is the mean of their ratios, with the spread between the machines. Of runs that compare
builds the ratios are those of each later build to the first that was named.

Examples:
  npm run -s ctxcost -- run --shard 1/2 --out one.jsonl      on one machine
  npm run -s ctxcost -- run --shard 2/2 --out two.jsonl      on another
  npm run -s ctxcost -- merge one.jsonl two.jsonl
  npm run -s ctxcost -- merge earlier-merge.jsonl three.jsonl

Exit codes: 0 the whole plan is there and measured; 1 cases are missing or have no result on any machine, a run did not
come to its end, or the runs do not fit together; 2 wrong usage.`,
    )
    .action(async (files: string[], options: { out?: string; tables?: string }) => {
      process.exitCode = await merge(files, options);
    });
}

async function merge(
  files: readonly string[],
  { out, tables }: { out?: string; tables?: string },
): Promise<number> {
  expectFolder("--tables", tables ?? localFolder);
  const merged = await mergeFiles(files, { file: out ?? null, folder: localFolder });
  tellWarnings(merged.warnings);
  const { runs, missing } = writeMergePage(merged.file, merged.runs, tables);
  const unfinished = runs.filter(({ isFinished }) => !isFinished).length;
  return missing.cases.length + missing.unmeasured.length + merged.leftOut + unfinished > 0 ? 1 : 0;
}
