/** The page's own explanation: a reader who was handed only the table needs no other. */
import { caseCommand, rawCommand } from "./commands.ts";
import type { ReportInput } from "./input.ts";
import { fence, list, page } from "./markdown.ts";
import { wholePercent } from "./number-text.ts";
import { mostTellingShare } from "./ratio-text.ts";

export function howToRead({ results, rawFileFromProject, projectFolder }: ReportInput): string {
  const { exploratory, rounds, familySize } = results;
  const arms = results.cases.flatMap((one) => one.arms).filter(({ state }) => state === "measured");
  const example = arms.find(({ arm }) => arm.scenario === "request" && arm.trust === "bundle") ?? arms[0];
  return page(
    list([
      "**client**: the API that makes the request. **trust**: the CAs it is given: `default` none (the runtime's own roots), " +
        "`private-ca` one, `bundle` all Mozilla roots and the private CA, `mtls` the private CA with a client certificate and key.",
      "**create**: construct and close the client, no network. **request**: construct, TLS handshake, one GET with its body read, close. " +
        "Some clients build their context at construction, some at the first connection: read both, neither alone.",
      "**fresh**: each client builds its own TLS context from the same PEM text. **shared**: distinct clients are given the same " +
        "context object. The handshakes are full in both: nothing is resumed, the column *resumed* proves it.",
      "Times are the median over the rounds of each process's median operation. *CPU saved* is a difference of mean costs: " +
        "everything the process spent on the operations, with garbage collection and deferred frees, by the operating system's account; `~` where it does not differ from 0 by Holm's procedure over all pairs' CPU.",
      ...(exploratory ? exploratoryReading : ratioReading(rounds, familySize)),
      "Compare ratios within a runtime. Times of different runtimes stand on different root stores and event loops and rank nothing.",
    ]),
    example ? "From a number to every raw operation behind it, e.g.:" : null,
    example ? fence(rawCommand(rawFileFromProject, example.arm), "sh") : null,
    `The code of a client is the file that its line in [runtimes/](${projectFolder}/runtimes), e.g. in node.ts, names; ` +
      `what is timed is [bench/operations.ts](${projectFolder}/bench/operations.ts).`,
    example ? "One case alone, again, e.g.:" : null,
    example ? fence(caseCommand(example.arm), "sh") : null,
  ).trimEnd();
}

function ratioReading(rounds: number, familySize: number): string[] {
  return [
    "**fresh ÷ shared**: the Hodges–Lehmann estimate over the rounds' pairs, with its exact 95 % Wilcoxon signed-rank interval " +
      "(of this one ratio, not of all together). **Bold**: differs from 1 by Holm's procedure over the " +
      `${familySize} pairs of the run, at 5 % for all of them together; below 1, \`shared\` takes longer. \`~\`: does not, and a difference beyond what stands after ± would have; ` +
      `*cannot tell* where that is more than ${wholePercent(mostTellingShare)}: the rounds scatter too much, or are too few. The interval is on the runtime's page.`,
    `${rounds} rounds, fixed beforehand; in each, every arm runs once in a fresh process, in shuffled order.`,
  ];
}

const exploratoryReading = [
  "**This run is exploratory**: so few rounds give no interval and no verdict. Do not cite it; `make bench-all` makes what can be cited.",
];
