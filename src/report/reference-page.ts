/** The reference alone, with all that its worker can do: beside the others a part of it is measured. */
import { armsSections, missingTable } from "./arms-table.ts";
import { controlsTable } from "./controls.ts";
import { environment } from "./environment.ts";
import { type ReportInput, runtimeTitle } from "./input.ts";
import { link, page, plain } from "./markdown.ts";
import { incompleteness } from "./pages.ts";
import { pairsTable } from "./pairs-table.ts";
import { warnings } from "./warnings.ts";

/** Of a run that has the reference and nothing else. */
export function referencePage(input: ReportInput): string {
  const { run, results, rawFile } = input;
  const { header } = run;
  const arms = results.cases.flatMap((one) => one.arms);
  const sections: readonly [string, string | null][] = [
    ["Pairs", pairsTable(results.cases)],
    ...armsSections(arms),
    ["Controls", controlsTable(input, header.runtimes)],
    ["Not measured", missingTable(arms)],
    ["Warnings", warnings(results.cases, run.checks)],
    ["How it was made", environment(run, results)],
  ];
  return page(
    "# Python's httpx alone: every client, trust and context",
    `${header.runtimes.map(runtimeTitle).map(plain).join(", ")}; ${run.plan.rounds} rounds, ${plain(header.startedAt.slice(0, 10))}. ` +
      `Written by \`ctxcost reference\` from ${link("the raw rounds", rawFile)}, run ${plain(header.runId)}; do not edit.`,
    incompleteness(input),
    "A run of its own, since its processes are slow: what of it is measured beside Node, Bun and Deno, in the same rounds, is in " +
      "[python.md](python.md). How to read the tables: [README.md](README.md#how-to-read-it).",
    ...sections.flatMap(([heading, body]) => (body === null ? [] : [`## ${heading}`, body])),
  );
}
