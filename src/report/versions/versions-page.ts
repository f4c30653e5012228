/** The page of `ctxcost versions`: what became of the cost from version to version of one runtime. */
import { analyseRun } from "../../core/analyse-run.ts";
import { premiseTexts } from "../../core/comparison/run-differences.ts";
import type { Run } from "../../core/records.ts";
import { familyWiseError } from "../../core/statistics/holm.ts";
import { type VersionResults, versionChanges } from "../../core/versions/version-changes.ts";
import { renderChart } from "../charts/render-chart.ts";
import { environment } from "../environment.ts";
import { folded, image, link, list, page, plain, sentence } from "../markdown.ts";
import { countText, wholePercent } from "../number-text.ts";
import type { PagePlace, StudyPage } from "../study-page.ts";
import { versionsChart } from "./versions-chart.ts";
import { changesTable, foundChanges, medianReach, versionsTable } from "./versions-tables.ts";

/** Of a run that has several builds of one runtime and of no other. */
export async function versionsPage(run: Run, place: PagePlace): Promise<StudyPage> {
  const { header, plan } = run;
  const results = versionChanges(run);
  const { runtime } = results.versions[0]!;
  const title = `${runtime[0]!.toUpperCase()}${runtime.slice(1)}`;
  const chart = versionsChart(results, runtime);
  const picture = `pictures/versions-${runtime}.svg`;
  const pictures = new Map<string, string>();
  if (chart) pictures.set(picture, await renderChart(chart));
  const names = plain(results.versions.map(({ version }) => version).join(", "));
  const text = page(
    `# ${plain(title)}, version by version`,
    `${plain(title)} ${names}: ${plan.rounds} rounds, ${plain(header.startedAt.slice(0, 10))}. Written by \`ctxcost versions\` from ` +
      `${link("the raw rounds", place.rawFile)}, run ${plain(header.runId)}; do not edit.`,
    warningsText(run, results),
    "What did a version change? All versions ran interleaved, in the same rounds; each is compared with the one before it, " +
      "and the newest with the oldest.",
    "## Changes",
    changesText(results),
    chart && image(chart.description, picture),
    chart && chartText(results),
    versionsTable(results),
    folded("Every comparison", changesTable(results)),
    "## How to read it",
    howToRead(results),
    "## How it was made",
    `What the comparison rests on: ${link("docs/method.md", `${place.projectFolder}/docs/method.md`)}.`,
    environment(run, analyseRun(run)),
  );
  return { text, pictures };
}

function warningsText(run: Run, { leastRounds, familySize }: VersionResults): string | null {
  const few =
    leastRounds === null
      ? []
      : [
          `${run.plan.rounds} rounds give no verdict: to judge ${countText(familySize)} comparisons together it takes ${countText(leastRounds)}`,
        ];
  const warnings = [...few, ...premiseTexts("the run", run)];
  return warnings.length === 0 ? null : list(warnings.map((text) => `**Warning:** ${sentence(text)}`));
}

function changesText(results: VersionResults): string {
  const found = foundChanges(results);
  const reach = medianReach(results);
  const unseen =
    reach === null
      ? ""
      : ` Where none was found, a change beyond ${reach} would have been, in half of the comparisons.`;
  if (!hasComparison(results)) return "Nothing could be compared; the table says why.";
  if (found.length === 0) {
    const reason =
      results.leastRounds === null && !results.exploratory
        ? "No change from one version to the next was found."
        : "No verdicts.";
    return `${reason}${unseen}`;
  }
  const words = found.length === 1 ? "One change" : `${countText(found.length)} changes`;
  return page(
    `${words} from one version to the next, the largest first.${unseen}`,
    list(found.map((text) => sentence(text))),
  ).trimEnd();
}

function hasComparison({ rows }: VersionResults): boolean {
  return rows.some(({ cells, whole }) => {
    const changes = [...cells.map((cell) => (cell.state === "measured" ? cell.change : null)), whole];
    return changes.some((change) => change !== null && change.ratio !== null);
  });
}

function chartText({ exploratory }: VersionResults): string {
  const marks = exploratory
    ? "Hollow, as this run gives no verdicts."
    : "Filled where the change against the version before it survives the test over all comparisons, with its size above.";
  return (
    `The picture: each small dot is one process's median, the large one their median with its 95 % interval by order statistics. ${marks} ` +
    "The axes are logarithmic and do not begin at zero; each spans a third of its value or more. These intervals are each " +
    "version's own, and wider than those of the changes: what all versions of a round share is in them."
  );
}

function howToRead({ familySize }: VersionResults): string {
  return [
    "A cell has the median over the rounds of each process's median operation, and below it the change against the column " +
      "before it that has a value: Hodges–Lehmann over the paired rounds, with the interval of this change alone (95 %, " +
      "signed-rank).",
    `**Bold** changes differ from none at ${wholePercent(familyWiseError)} for all ${countText(familySize)} comparisons ` +
      "together (Holm; the family was fixed before the run: every case and context, each version against the one before it, " +
      "and the newest against the oldest). `~` ones do not, which is no proof that nothing changed; the list of every " +
      "comparison says how large a change would have been seen.",
    "Columns are in the order of the versions' numbers. A patch of an older line may have been published after the next " +
      "line's first release.",
    "A change is of the runtime with all that it carries: its TLS library, its own roots, its engine. What a package like " +
      "undici has changed is not in it as long as the same version of it ran everywhere.",
  ].join(" ");
}
