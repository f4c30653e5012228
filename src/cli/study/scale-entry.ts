/** `ctxcost scale`: how the cost grows with the number of CAs. */
import { type Context, type Scenario, scenarios } from "../../core/model.ts";
import { scaleContexts } from "../../core/scale/scale-records.ts";
import { scalePage } from "../../report/scale/scale-page.ts";
import { scaleStudy } from "../../run/scale/scale-study.ts";
import { anyWords, wordsOf } from "../word-list.ts";
import { studyEntry } from "./study-entry.ts";

interface ScaleSelection {
  readonly client?: string[];
  readonly scenario?: Scenario[];
  readonly context?: Context[];
}

const selectionNames = ["client", "scenario", "context"] as const satisfies (keyof ScaleSelection)[];

export const scaleEntry = studyEntry({
  study: scaleStudy,
  description: "how the cost of a client grows with the number of CAs, from 1 to 1,000",
  pageTitle:
    "how the cost grows with the number of CAs: who is linear, who is lazy, who keeps what it has parsed",
  defaultRounds: 10,
  quickRounds: 2,
  takes: "18 minutes; --quick: 2",
  addOptions(command) {
    command
      .option("--client <names>", "only these, e.g. node:tls,undici (see list)", anyWords)
      .option("--scenario <names>", `only these: ${scenarios.join(", ")}`, wordsOf("--scenario", scenarios))
      .option(
        "--context <names>",
        `only these: ${scaleContexts.join(", ")}`,
        wordsOf("--context", scaleContexts),
      );
  },
  optionsOf(given, { rounds, quick }) {
    const { client, scenario, context } = given as ScaleSelection;
    return { rounds, quick, clients: client, scenarios: scenario, contexts: context };
  },
  page: scalePage,
  isPartial: (given) => selectionNames.some((name) => given[name] !== undefined),
});
