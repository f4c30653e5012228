/** The pictures of a run's pages: which there are, and the markdown that shows each. */
import { type Trust, trusts } from "../core/model.ts";
import type { RuntimeFacts } from "../core/runtime-facts.ts";
import { ratioChart } from "./charts/ratio-chart.ts";
import { type Chart, renderChart } from "./charts/render-chart.ts";
import { type StagesChart, stagesChart } from "./charts/stages-chart.ts";
import { timesChart } from "./charts/times-chart.ts";
import type { ReportInput } from "./input.ts";
import { image, plain } from "./markdown.ts";

/** The trust that shows most. */
const shownTrust: Trust = "bundle";

const overviewFile = "pictures/ratios.svg";
const ratiosFile = (facts: RuntimeFacts) => `pictures/ratios-${facts.runtime}.svg`;
const timesFile = (facts: RuntimeFacts) => `pictures/times-${facts.runtime}.svg`;
const stagesFile = (facts: RuntimeFacts) => `pictures/stages-${facts.runtime}.svg`;

function overview(input: ReportInput): Chart | null {
  return ratioChart({ input, runtimes: input.run.header.runtimes, trusts: [shownTrust] });
}

function ratios(input: ReportInput, facts: RuntimeFacts): Chart | null {
  return ratioChart({ input, runtimes: [facts], trusts });
}

function stages({ results }: ReportInput, facts: RuntimeFacts): StagesChart | null {
  return stagesChart(
    facts,
    results.cases.filter(({ of }) => of.runtime === facts.runtime),
    shownTrust,
  );
}

function times({ results }: ReportInput, facts: RuntimeFacts): Chart | null {
  const cases = results.cases.filter(({ of }) => of.runtime === facts.runtime);
  return timesChart({ facts, cases, trust: shownTrust, exploratory: results.exploratory });
}

/** All runtimes in one picture; `folder` is where the pages are, relative to the page that shows it. */
export function overviewPicture(input: ReportInput, folder = ""): string | null {
  return withCaption(shown(overview(input), `${folder}${overviewFile}`), input);
}

/** What the marks mean; an exploratory run has no intervals and finds nothing. */
function withCaption(picture: string | null, { results }: ReportInput): string | null {
  if (picture === null) return null;
  const marks = results.exploratory
    ? "A point is the estimate, each tick below it one round; hollow as this run gives no verdicts."
    : "A point is the estimate, the line with two ends its 95 % interval, each tick below it one round; hollow where the test over the whole run finds no difference.";
  return `${picture}\n\nThe picture: clients given all Mozilla roots and one private CA (\`bundle\`). ${marks}`;
}

export function ratiosPicture(input: ReportInput, facts: RuntimeFacts): string | null {
  return shown(ratios(input, facts), ratiosFile(facts));
}

/** Above the tables of arms. */
export function timesPicture(input: ReportInput, facts: RuntimeFacts): string | null {
  const picture = shown(times(input, facts), timesFile(facts));
  if (picture === null) return null;
  const interval = input.results.exploratory ? "" : " with its 95 % interval by order statistics";
  return (
    `${picture}\n\nClients given all Mozilla roots and one private CA (\`bundle\`). Each small dot is one process's median, ` +
    `the large one their median${interval}: of this arm alone, and wider than that of a ratio, in which what a round's arms share is not.`
  );
}

export function stagesPicture(input: ReportInput, facts: RuntimeFacts): string | null {
  const chart = stages(input, facts);
  const picture = shown(chart, stagesFile(facts));
  if (chart === null || chart.leftOut.length === 0) return picture;
  return `${picture}\n\nLeft out of the picture, as nothing else would be seen in it: ${chart.leftOut.map(plain).join("; ")}.`;
}

function shown(chart: Chart | null, path: string): string | null {
  return chart === null ? null : image(chart.description, path);
}

/** The files, by their path relative to the pages. */
export async function pictures(input: ReportInput): Promise<Map<string, string>> {
  const charts: [string, Chart | null][] = [[overviewFile, overview(input)]];
  for (const facts of input.run.header.runtimes) {
    charts.push([ratiosFile(facts), ratios(input, facts)]);
    charts.push([timesFile(facts), times(input, facts)], [stagesFile(facts), stages(input, facts)]);
  }
  const files = new Map<string, string>();
  for (const [path, chart] of charts) {
    if (chart !== null) files.set(path, await renderChart(chart));
  }
  return files;
}
