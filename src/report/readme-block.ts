/** The headline in the project's README, between two marks, so that it is never older than the results. */
import { type Trust, trusts } from "../core/model.ts";
import { jsHeadlines, referenceHeadline, referenceTables } from "./headline.ts";
import type { ReportInput } from "./input.ts";
import { folded, page } from "./markdown.ts";
import { occasion } from "./pages.ts";
import { overviewPicture } from "./pictures.ts";

const begin = "<!-- headline: begin; written by `make results` -->";
const end = "<!-- headline: end -->";

/** Throws where the README has not both marks, in their order. */
export function withHeadline(readme: string, input: ReportInput): string {
  const from = readme.indexOf(begin);
  const to = readme.indexOf(end);
  if (from < 0 || to < from)
    throw new Error(`write the headline: expected "${begin}" and "${end}" in the README`);
  return `${readme.slice(0, from)}${begin}\n\n${block(input)}\n${readme.slice(to)}`;
}

/** Its default is where its trap lies: every client reads the roots again. */
const shownOfReference: readonly Trust[] = ["default", "bundle"];

function block(input: ReportInput): string {
  return page(
    `${occasion(input)}; all Mozilla roots and one private CA given to each client (\`bundle\`). Raw rounds, intervals' method, ` +
      "machine and command: [results/](results/README.md).",
    overviewPicture(input, "results/"),
    shortHeadlines(input),
  );
}

/** What is cited first in the open, the other trusts folded. */
export function shortHeadlines(input: ReportInput): string {
  const others = trusts.filter((trust) => trust !== "bundle");
  const ofReference = others.filter((trust) => !shownOfReference.includes(trust));
  return page(
    jsHeadlines(input, ["bundle"]),
    referenceHeadline(input, shownOfReference),
    folded(
      "The other trusts: the runtime's own roots, one private CA, mutual TLS",
      page(jsHeadlines(input, others), referenceTables(input, ofReference)).trimEnd(),
    ),
  ).trimEnd();
}
