/** `ctxcost profile`: flame graphs, and the share of CPU time that builds TLS contexts. */
import { type Context, contexts, type Scenario, scenarios, type Trust, trusts } from "../../core/model.ts";
import { leastPairsForInterval } from "../../core/pair.ts";
import { profilePage } from "../../report/profile/profile-page.ts";
import { profileBudget, profileStudy, quickProfileBudget } from "../../run/profile/profile-study.ts";
import { UsageError } from "../../run/unknown-word.ts";
import { anyWords, wordsOf } from "../word-list.ts";
import { studyEntry } from "./study-entry.ts";

interface ProfileWords {
  readonly client?: string[];
  readonly trust?: Trust[];
  readonly scenario?: Scenario[];
  readonly context?: Context[];
  readonly native?: true;
}

export const profileEntry = studyEntry({
  study: profileStudy,
  description: "profile the CPU time of clients before and after sharing: flame graphs, tables",
  pageTitle: "where the CPU time goes: flame graphs before and after sharing",
  defaultRounds: 7,
  quickRounds: 1,
  withReference: true,
  takes: "10 minutes; --quick 1",
  addOptions(command) {
    const selectable = trusts.filter((trust) => trust !== "none");
    command
      .option(
        "--client <names>",
        "only these, e.g. node:https,undici (default: the cases that show most)",
        anyWords,
      )
      .option(
        "--trust <names>",
        `only these: ${selectable.join(", ")} (default: bundle; of httpx default)`,
        wordsOf("--trust", selectable),
      )
      .option(
        "--scenario <names>",
        "create or request (default: request, and create of node:tls and httpx.Client)",
        wordsOf("--scenario", scenarios),
      )
      .option(
        "--context <two>",
        "before and after (default: fresh,shared; shared-options where no context can be shared)",
        wordsOf("--context", contexts),
      )
      .option("--native", "native stacks too, by Linux perf");
  },
  optionsOf(given, { rounds, quick }) {
    const { client, trust, scenario, context, native } = given as ProfileWords;
    return {
      rounds,
      exploratory: quick || rounds < leastPairsForInterval,
      clients: client,
      trusts: trust,
      scenarios: scenario,
      contexts: context && twoOf(context),
      native: native === true,
      budget: quick ? quickProfileBudget : profileBudget,
    };
  },
  page: profilePage,
  isPartial: (given) => {
    const { client, trust, scenario, context } = given as ProfileWords;
    return [client, trust, scenario, context].some((one) => one !== undefined);
  },
});

function twoOf(words: readonly Context[]): readonly [Context, Context] {
  const [before, after] = words;
  if (before !== undefined && after !== undefined && words.length === 2) return [before, after];
  throw new UsageError(
    `--context ${words.join(",")}: expected two, the one before and the one after: fresh,shared`,
  );
}
