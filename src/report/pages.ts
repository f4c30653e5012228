/** All pages of a run and their pictures, by their path relative to the pages' folder. */
import { comparesBuilds } from "../core/comparison/build-pairs.ts";
import { isReference } from "../core/model.ts";
import { repeatedObservations, repetitionText } from "../core/repeated-observations.ts";
import { tooFewRounds } from "../core/rounds-note.ts";
import { applicationsPage } from "./applications.ts";
import { buildsSummary } from "./comparison/builds-page.ts";
import { controlsTable } from "./controls.ts";
import { environment } from "./environment.ts";
import { headlines } from "./headline.ts";
import { howToRead } from "./how-to-read.ts";
import { type ReportInput, runtimeTitle } from "./input.ts";
import { code, link, list, notes, page, plain, sentence } from "./markdown.ts";
import { overviewPicture, pictures } from "./pictures.ts";
import { runtimePage } from "./runtime-page.ts";

export async function pages(input: ReportInput): Promise<Map<string, string>> {
  if (comparesBuilds(input.run.header.runtimes)) return new Map([["README.md", buildsPage(input)]]);
  const result = new Map<string, string>([["README.md", mainPage(input)]]);
  for (const facts of input.run.header.runtimes) {
    result.set(`${facts.runtime}.md`, runtimePage(input, facts));
  }
  result.set("applications.md", applicationsPage(input));
  for (const [name, svg] of await pictures(input)) result.set(name, svg);
  return result;
}

/** `Node 26.10.0, Bun 1.4.5, Deno 2.9.6: 13 rounds, 2026-11-24` */
export function occasion({ run }: ReportInput): string {
  const runtimes = [...new Set(run.header.runtimes.map(runtimeTitle))].join(", ");
  const rounds = run.plan.rounds === 1 ? "1 round" : `${run.plan.rounds} rounds`;
  return plain(`${runtimes}: ${rounds}, ${run.header.startedAt.slice(0, 10)}`);
}

/** What is printed after a run, to be read at once or pasted: the headline, and what its words mean. */
export function summary(input: ReportInput): string {
  if (comparesBuilds(input.run.header.runtimes)) {
    return page(occasion(input), buildsSummary(input.run));
  }
  return page(
    occasion(input),
    incompleteness(input),
    headlines(input),
    "create: construct and close a client, no network; request: construct, full TLS handshake, one GET, close. " +
      "fresh: each client builds its own TLS context; shared: distinct clients are given one context object. " +
      "trust, the CAs that a client is given: default none (the runtime's own roots), private-ca one, bundle all Mozilla " +
      "roots and one private CA, mtls that CA with a client certificate. CPU saved: by sharing, a request; resumed: " +
      "handshakes that were not full, and should be 0. " +
      "µs are medians of processes' medians; a ratio is made of the pairs within each round, not of the two medians " +
      "beside it. Compare ratios within a runtime; times across runtimes rank nothing.",
  );
}

function buildsPage(input: ReportInput): string {
  const { run, results, rawFile } = input;
  return page(
    "# Builds compared",
    `${occasion(input)}. Written by \`ctxcost\` from ${link("the raw rounds", rawFile)}, run ${plain(run.header.runId)}; do not edit.`,
    buildsSummary(run),
    "## How it was made",
    environment(run, results),
  );
}

function mainPage(input: ReportInput): string {
  const { run, results, rawFile } = input;
  const { header } = run;
  return page(
    "# What creating an HTTPS client costs",
    `${occasion(input)}. Written by \`ctxcost\` from ${link("the raw rounds", rawFile)}, run ${plain(header.runId)}; do not edit.`,
    incompleteness(input),
    "## A TLS context for every client, and one shared by all",
    overviewPicture(input),
    headlines(input),
    "## How to read it",
    howToRead(input),
    "## More",
    list([
      ...header.runtimes.map((facts) => {
        const page = `${facts.runtime}.md`;
        return `[${page}](${page}): everything about ${plain(runtimeTitle(facts))}: all arms and pairs, where each client pays, what is unsupported and why`;
      }),
      "[report.html](report.html): all of this in one file that needs no network: to filter and sort, to look into each case, and to be sent to someone; download it and open it from disk",
      "[applications.md](applications.md): what a client costs at 10, 100 and 1,000 a second, and what to change",
      ...(input.evidence ?? []).map(({ name, title }) => `${link(name, name)}: ${title}`),
    ]),
    "## The floor",
    controlsTable(input, header.runtimes),
    "## How it was made",
    environment(run, results),
  );
}

const exploratoryWarning =
  "exploratory: no intervals, no verdicts, and so few operations of warm-up that what is cheap is not compiled yet: " +
  "the ratios of `create` come out too small, several times where they are large";

/** What keeps this page from being a full reference, said before the first number. */
export function incompleteness({ run, results }: ReportInput): string | null {
  const repeated = repeatedObservations(run.observations).length;
  const failed = run.observations.filter(({ status }) => status === "failed").length - repeated;
  const repetition = repetitionText(run.observations);
  return notes([
    run.finish ? null : "the run was interrupted: these are the rounds it finished",
    shardText(run),
    results.exploratory ? exploratoryWarning : tooFewRounds(results.rounds, results.familySize),
    run.header.url
      ? `measured against ${code(run.header.url)}: what only the fixture can check is absent`
      : null,
    failed > 0 ? `${failed} of ${run.observations.length} observations failed; the rows say which` : null,
    repetition === null ? null : plain(repetition),
    ...run.header.missingRuntimes
      .filter(({ runtime }) => !isReference(runtime))
      .map(({ runtime, reason }) => `${runtime} is missing: ${sentence(reason)}`),
  ]);
}

/** A part is no less true for being one; but nobody should take it for the whole. */
function shardText({ header: { shard }, plan }: ReportInput["run"]): string | null {
  if (!shard) return null;
  const whole = plan.wholePlan?.length ?? plan.cases.length;
  return (
    `shard ${shard.index} of ${shard.count}: ${plan.cases.length} of the plan's ${whole} cases; ` +
    "`ctxcost merge` puts the shards together"
  );
}
