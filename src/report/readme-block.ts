/** The headline in the project's README, between two marks, so that it is never older than the results. */
import { trusts } from "../core/model.ts";
import { headlines } from "./headline.ts";
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

function block(input: ReportInput): string {
  const others = trusts.filter((trust) => trust !== "bundle");
  return page(
    `${occasion(input)}; all Mozilla roots and one private CA given to each client (\`bundle\`). Raw rounds, intervals' method, ` +
      "machine and command: [results/](results/README.md).",
    overviewPicture(input, "results/"),
    headlines(input, ["bundle"]),
    folded("The other trusts: the runtime's own roots, one private CA, mutual TLS", headlines(input, others)),
  );
}
