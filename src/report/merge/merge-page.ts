/** The page of a merge: what the machines have in common, how far they lie apart, and each by itself. */
import { disagreeing, type MergeResults } from "../../core/merge/merge-results.ts";
import { alikeMachines, type MergeRun, wholePlanOf } from "../../core/merge/merge-run.ts";
import { isOfBuilds, pairText } from "../../core/merge/run-pairs.ts";
import type { Shard } from "../../core/records.ts";
import { environment } from "../environment.ts";
import { runtimeTitle } from "../input.ts";
import { code, link, list, notes, page, plain, table } from "../markdown.ts";
import { countText, numberText, probability } from "../number-text.ts";
import { anchorName } from "../row-anchor.ts";
import { machineName } from "./machine-name.ts";
import { floorTable, machineTables, ratioTables } from "./merge-tables.ts";
import { singleBuildsText, singleBuildTables } from "./single-builds.ts";

export interface MergePlace {
  /** Where the merge is, relative to the page. */
  readonly rawFile: string;
  /** Where the project is, relative to the page. */
  readonly projectFolder: string;
}

export function mergePage(results: MergeResults, place: MergePlace): string {
  const { runs } = results;
  return page(
    "# One plan on several machines",
    `${occasion(runs)}. Written by \`ctxcost merge\` from ${link("the records of all runs", place.rawFile)}; do not edit.`,
    warnings(results),
    "## Machines",
    machinesTable(runs),
    alikeText(runs),
    "## Ratios",
    ratioTables(results, () => true),
    singleBuildsText(runs),
    "## How to read it",
    howToRead(results, place),
    "## Each machine",
    machineTables(results),
    singleBuildTables(runs),
    ...floorSection(runs),
    "## How each was made",
    ...runs.flatMap((run, index) => [
      `### ${machineName(index)}`,
      environment(run, run.results, machineName(index)),
    ]),
  );
}

function floorSection(runs: readonly MergeRun[]): string[] {
  const floor = floorTable(runs);
  return floor === null ? [] : ["## The floor", floor];
}

/** What is printed after a merge. */
export function mergeSummary(results: MergeResults): string {
  return page(
    occasion(results.runs),
    warnings(results),
    ratioTables(results, ({ sides }) => isOfBuilds(sides) || sides.denominator.context === "shared"),
    singleBuildsText(results.runs),
    "Ratios that several machines measured are their random-effects mean, with its 95 % interval; absolute times are each " +
      "machine's own and on the page.",
  ).trimEnd();
}

function occasion(runs: readonly MergeRun[]): string {
  const runtimes = [...new Set(runs.flatMap(({ header }) => header.runtimes.map(runtimeTitle)))].join(", ");
  const days = [...new Set(runs.map(({ header }) => header.startedAt.slice(0, 10)))].sort();
  const when = days.length > 1 ? `${days[0]} to ${days.at(-1)}` : days[0]!;
  const count = runs.length === 1 ? "1 run" : `${runs.length} runs`;
  return plain(`${runtimes}: ${count} of ${runs[0]!.plan.rounds} rounds, ${when}`);
}

function warnings(results: MergeResults): string | null {
  const texts = [
    missingText(results),
    unmeasuredText(results),
    ...results.runs.flatMap(unfinishedText),
    ...disagreementTexts(results),
  ];
  return notes(texts, "Warning");
}

function missingText({ missing: { cases, shards }, runs }: MergeResults): string | null {
  if (cases.length === 0) return null;
  const parts =
    shards.length === 0 ? "" : `; ${shardsText(shards)} ${shards.length === 1 ? "is" : "are"} not here`;
  return `${cases.length} of the plan's ${planSize(runs)} cases are missing, e.g. ${code(cases[0]!)}${parts}`;
}

function planSize(runs: readonly MergeRun[]): number {
  return new Set(runs.flatMap(({ plan }) => wholePlanOf(plan))).size;
}

const mostUnmeasuredNamed = 10;

/** Their rows are in the tables, without a number: that alone is easily read over. */
function unmeasuredText({ missing: { unmeasured }, runs }: MergeResults): string | null {
  if (unmeasured.length === 0) return null;
  const names = unmeasured.slice(0, mostUnmeasuredNamed).map(code).join(", ");
  const more = unmeasured.length - mostUnmeasuredNamed;
  const have = unmeasured.length === 1 ? "has" : "have";
  return (
    `${unmeasured.length} of the plan's ${planSize(runs)} cases ${have} no result on any machine: ` +
    `${names}${more > 0 ? ` and ${more} more` : ""}`
  );
}

const mostShardsNamed = 6;

function shardsText(shards: readonly Shard[]): string {
  const names = shards.slice(0, mostShardsNamed).map(({ index, count }) => `${index}/${count}`);
  const more = shards.length - names.length;
  return `${shards.length === 1 ? "shard" : "shards"} ${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function unfinishedText({ isFinished, observations, failedObservations }: MergeRun, index: number): string[] {
  const name = machineName(index);
  return [
    ...(isFinished ? [] : [`${name} did not come to its end: what it finished is used`]),
    ...(failedObservations === 0
      ? []
      : [`${countText(failedObservations)} of ${name}'s ${countText(observations)} observations failed`]),
  ];
}

const mostDisagreements = 10;

function disagreementTexts(results: MergeResults): string[] {
  const apart = disagreeing(results).toSorted((a, b) => b.between!.range - a.between!.range);
  if (apart.length === 0) return [];
  const shown = apart.slice(0, mostDisagreements).map(({ id, sides, between, machines }) => {
    const of = machines.flatMap(({ run, pair }) =>
      pair.ratio === null ? [] : [`${numberText(pair.ratio)} on ${machineName(run)}`],
    );
    return `${code(id)}, ${plain(pairText(sides))}: ${of.join(", ")} (p ${probability(between!.disagreementPValue)})`;
  });
  const more = apart.length - shown.length;
  return [
    `the machines do not have one ratio in ${apart.length} pairs (Holm over all that were pooled), so that their mean is ` +
      `of machines like these and of no single one: ${shown.join("; ")}${more > 0 ? `; and ${more} more` : ""}`,
  ];
}

function machinesTable(runs: readonly MergeRun[]): string {
  const rows = runs.map((run, index) => ({ ...run, name: machineName(index) }));
  return table(
    rows,
    [
      { heading: "machine", cell: ({ name }) => name },
      { heading: "run", cell: ({ header }) => plain(header.runId) },
      {
        heading: "shard",
        cell: ({ header: { shard } }) => (shard ? `${shard.index}/${shard.count}` : "whole"),
      },
      { heading: "started", cell: ({ header }) => plain(header.startedAt) },
      { heading: "cases", align: "right", cell: ({ plan }) => String(plan.cases.length) },
      { heading: "CPU", cell: ({ header }) => plain(header.machine.cpuModel) },
      { heading: "CPUs", align: "right", cell: ({ header }) => String(header.machine.cpuCount) },
      { heading: "system", cell: ({ header }) => plain(header.machine.operatingSystem) },
      { heading: "kernel", cell: ({ header }) => plain(header.machine.kernel) },
      {
        heading: "architecture",
        cell: ({ header }) => plain(`${header.machine.platform} ${header.machine.architecture}`),
      },
      {
        heading: "virtualization",
        cell: ({ header }) => plain(header.machine.virtualization ?? "none known"),
      },
    ],
    ({ name }) => anchorName("of", name),
  );
}

/** No results file names its machine, so that two runs of one cannot be told from runs of two alike. */
function alikeText(runs: readonly MergeRun[]): string | null {
  const groups = alikeMachines(runs).map((group) => group.map(machineName).join(", "));
  if (groups.length === 0) return null;
  return (
    `Each run counts as a machine. These describe their machines alike: ${groups.join("; ")}. If they are one machine, the ` +
    "spread between them is that between occasions, and says less of other machines."
  );
}

function howToRead({ familySize, pairs }: MergeResults, { projectFolder }: MergePlace): string {
  const ofBuilds =
    "*build ÷*: an operation's time with that build ÷ its time with the first that was named, in the same context: above 1 the " +
    "build is slower than the first.";
  return list([
    ...(pairs.some(({ sides }) => isOfBuilds(sides)) ? [ofBuilds] : []),
    "A ratio that one machine measured is that machine's, with its interval. One that several measured is their " +
      "random-effects mean (Paule and Mandel's variance between, Hartung and Knapp's interval) on the logarithms: with two " +
      "machines the interval is wide, since two say little about a third. How it is made: *Many machines* in " +
      `${link("docs/method.md", `${projectFolder}/docs/method.md`)}.`,
    `**Bold** where the mean differs from 1 by Holm's procedure over the ${familySize} pairs of the whole plan, which few ` +
      "machines seldom reach; plain where its interval alone excludes 1; `~` where that does not. *differ* counts the " +
      "machines whose own verdict is that they do.",
    "*spread* is the standard deviation of the machines' true ratios, as a share; *next machine* is where the ratio of one " +
      "more machine of the kind is expected, and needs three.",
    "*one ratio* is p of all machines having one ratio (Cochran's Q by Welch's F), after Holm over what was pooled.",
    "Times are of a machine and are never pooled; they stand under *Each machine*.",
  ]);
}
