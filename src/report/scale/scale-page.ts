/** The page of `ctxcost scale`: how the cost of a client grows with the number of CAs that it is given. */

import type { RuntimeFacts } from "../../core/runtime-facts.ts";
import { analyseScale, type CaseGrowth, type ScaleResults } from "../../core/scale/analyse-scale.ts";
import type { ScaleFile } from "../../core/scale/scale-records.ts";
import { renderChart } from "../charts/render-chart.ts";
import { studyEnvironment } from "../environment.ts";
import { runtimeTitle } from "../input.ts";
import { code, folded, link, page, plain } from "../markdown.ts";
import { clock, countText } from "../number-text.ts";
import type { PagePlace, StudyPage } from "../study-page.ts";
import { scaleChart } from "./scale-chart.ts";
import { scaleHowToRead, scaleMethod } from "./scale-explanations.ts";
import { caKindsTable, growthTable, missingTable, pointsTable, rootChecksTable } from "./scale-tables.ts";

export async function scalePage(file: ScaleFile, place: PagePlace): Promise<StudyPage> {
  const { header, plan } = file;
  const results = analyseScale(file);
  const pictures = new Map<string, string>();
  const sections: string[] = [];
  for (const facts of header.runtimes) {
    sections.push(await runtimeSection(facts, file, results, pictures));
  }
  const text = page(
    "# How cost grows with the number of CAs",
    `${plain(header.runtimes.map(runtimeTitle).join(", "))}; ${plan.rounds} rounds, ${plain(header.startedAt.slice(0, 10))}. ` +
      `Written by ${code("ctxcost scale")} from ${link("the raw readings", place.rawFile)}, run ${plain(header.runId)}; do not edit.`,
    plan.exploratory
      ? "> **Exploratory:** too few rounds for intervals, so there are no words either."
      : null,
    unfinished(file),
    "What does one CA more cost each client that is created, and when: at construction, at connect, or not at all? " +
      `Clients were given ${plan.caCounts.map(countText).join(", ")} CAs. A line was fitted through each round: ` +
      "*intercept*, what remains without any, and *µs per CA*, its slope.",
    ...sections,
    "## How to read it",
    scaleHowToRead(place),
    "## Are the synthetic CAs like real ones?",
    checkText(file, results),
    "## Method and limits",
    scaleMethod(plan, place),
    missingSection(results.cases),
    "## Environment",
    studyEnvironment(header, file.finish, timeText(file)),
    `Every operation's time, in order: ${link(place.rawFile, place.rawFile)}.`,
  );
  return { text, pictures };
}

async function runtimeSection(
  facts: RuntimeFacts,
  { plan }: ScaleFile,
  { cases }: ScaleResults,
  pictures: Map<string, string>,
): Promise<string> {
  const own = cases.filter(({ of }) => of.runtime === facts.runtime);
  const chart = scaleChart(facts, own);
  const name = `pictures/scale-${facts.runtime}.svg`;
  if (chart) pictures.set(name, await renderChart(chart));
  return page(
    `## ${plain(runtimeTitle(facts))}`,
    chart ? `!${link(chart.description, name)}` : null,
    growthTable(own),
    folded("Every point, µs, and what the lines leave over", pointsTable(own, plan.caCounts)),
  ).trimEnd();
}

function checkText({ plan }: ScaleFile, results: ScaleResults): string {
  return page(
    "Each is the twin of one of Mozilla's roots in the pinned Node: a key of the same kind, the same names but for a number, the " +
      "same extensions. In every set the kinds have nearly the roots' proportions:",
    caKindsTable(plan.caKinds),
    results.rootChecks.length === 0
      ? "The real roots were not measured here."
      : "The same operation with the real roots and with as many synthetic CAs, and the cost of one CA beyond that with the " +
          "fixture's alone. A dash where a CA costs too little to tell:",
    results.rootChecks.length === 0 ? null : rootChecksTable(results),
  ).trimEnd();
}

function missingSection(cases: readonly CaseGrowth[]): string | null {
  const missing = missingTable(cases);
  return missing && page("## Not measured", missing).trimEnd();
}

function unfinished({ finish }: ScaleFile): string | null {
  return finish
    ? null
    : "> **Warning:** the study did not come to its end; this is of the rounds that it has.";
}

function timeText({ finish, readings }: ScaleFile): string {
  const took = finish ? `The study took ${clock(finish.elapsedNs)} (min:s)` : "The study was cut short";
  return `${took}, in ${countText(readings.length)} processes.`;
}
