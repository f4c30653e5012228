/** What came out, in a line a runtime: the first thing that whoever is handed the page wants to know. */
import { pairOf } from "../../core/analyse-run.ts";
import { isReference, type Scenario, scenarios, type Trust } from "../../core/model.ts";
import type { PairResult } from "../../core/results.ts";
import type { RuntimeFacts } from "../../core/runtime-facts.ts";
import { clientsOf, findCase, type ReportInput, runtimeTitle } from "../input.ts";
import { list, page, plain } from "../markdown.ts";
import { numberText } from "../number-text.ts";

/** The one of the headline. */
const shownTrust: Trust = "bundle";

interface Judged {
  readonly client: string;
  readonly ratio: number;
  readonly verdict: PairResult["verdict"];
}

/** Null where the run has no ratio of a client with a bundle. */
export function outcome(input: ReportInput): string | null {
  const texts = input.run.header.runtimes.flatMap((facts) => {
    const parts = scenarios.flatMap((scenario) => partOf(scenario, judgedOf(input, facts, scenario)));
    const mark = isReference(facts.runtime) ? " (the reference)" : "";
    return parts.length === 0 ? [] : [`${plain(runtimeTitle(facts))}${mark}: ${parts.join("; ")}`];
  });
  if (texts.length === 0) return null;
  return page(
    "How many times as long an operation takes with a TLS context for every client (*fresh*) as with one for all (*shared*), " +
      `where each client is given all Mozilla roots and one private CA (\`${shownTrust}\`):`,
    list(texts),
  );
}

function judgedOf(input: ReportInput, facts: RuntimeFacts, scenario: Scenario): Judged[] {
  return clientsOf(facts)
    .flatMap(({ name }) => {
      const result = findCase(input, facts.runtime, name, shownTrust, scenario);
      const pair = result?.leftOut === null ? pairOf(result, "shared") : undefined;
      return pair?.ratio ? [{ client: name, ratio: pair.ratio, verdict: pair.verdict }] : [];
    })
    .sort((a, b) => b.ratio - a.ratio);
}

/** Those that differ from the largest to the smallest, and how many do not. */
function partOf(scenario: Scenario, judged: readonly Judged[]): string[] {
  if (judged.length === 0) return [];
  const isShown = judged.some(({ verdict }) => verdict.kind !== "exploratory");
  const [first, ...others] = isShown ? judged.filter(({ verdict }) => verdict.kind === "differs") : judged;
  if (!first) return [`*${scenario}*: no difference shown for any of ${judged.length} clients`];
  const words = ({ client, ratio }: Judged) =>
    `${isShown ? `**${numberText(ratio)}**` : numberText(ratio)} (${plain(client)})`;
  const last = others.at(-1);
  const range = last ? `${words(first)} to ${words(last)}` : words(first);
  const rest = judged.length - 1 - others.length;
  return [`*${scenario}* ${range}${rest === 0 ? "" : `, ${rest} of ${judged.length} not shown to differ`}`];
}
