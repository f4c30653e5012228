/** What the command line must know of a study, and a way to hold studies of different plans in one list. */
import type { Command } from "commander";
import type { Header } from "../../core/records.ts";
import type { StudyFile, StudyPlan } from "../../core/study-records.ts";
import { type PagePlace, type StudyPage, withRepetitions } from "../../report/study-page.ts";
import { loadStudy } from "../../run/study/load-study.ts";
import {
  runStudy,
  type Study,
  type StudyOutcome,
  type StudyRunOptions,
  type StudyStep,
} from "../../run/study/run-study.ts";

/** The options that every study has, as commander gives them; a study's own are beside them. */
export interface CommonOptions {
  readonly rounds: number;
  readonly quick: boolean;
}

export interface StudyDescription<Plan extends StudyPlan, Value, Step extends StudyStep, Options> {
  readonly study: Study<Plan, Value, Step, Options>;
  /** For the help, e.g. `how the cost grows with the number of CAs`. */
  readonly description: string;
  /** The page's title in the list of results/README.md. */
  readonly pageTitle: string;
  readonly defaultRounds: number;
  readonly quickRounds: number;
  /** Whether the reference is measured beside the others, where it is installed; not where absent. */
  readonly withReference?: true | undefined;
  /** How long it takes on 2 cores, e.g. `8 minutes`. */
  readonly takes: string;
  addOptions(command: Command): void;
  /** From what commander gives. Throws a UsageError where options do not go together. */
  optionsOf(given: Readonly<Record<string, unknown>>, common: CommonOptions): Options;
  page(file: StudyFile<Plan, Value>, place: PagePlace): Promise<StudyPage>;
  /** True where the options narrow the study down, so that it must not take the published one's place. */
  isPartial(given: Readonly<Record<string, unknown>>): boolean;
}

/** The page of a stored file, what was wrong with it, whether it is whole, and what it was measured with. */
export interface LoadedStudyPage extends StudyPage {
  readonly warnings: readonly string[];
  readonly isWhole: boolean;
  readonly header: Header;
  readonly rounds: number;
}

export interface StudyEntry
  extends Pick<
    StudyDescription<StudyPlan, unknown, StudyStep, unknown>,
    | "description"
    | "pageTitle"
    | "defaultRounds"
    | "quickRounds"
    | "withReference"
    | "takes"
    | "addOptions"
    | "isPartial"
  > {
  readonly name: Study<StudyPlan, unknown, StudyStep, unknown>["name"];
  run(
    given: Readonly<Record<string, unknown>>,
    common: CommonOptions,
    options: Omit<StudyRunOptions<unknown>, "own" | "rounds">,
  ): Promise<StudyOutcome>;
  pageOf(file: string, place: PagePlace): Promise<LoadedStudyPage>;
}

export function studyEntry<Plan extends StudyPlan, Value, Step extends StudyStep, Options>(
  description: StudyDescription<Plan, Value, Step, Options>,
): StudyEntry {
  const { study, page, optionsOf } = description;
  return {
    ...description,
    name: study.name,
    run: (given, common, options) =>
      runStudy(study, { ...options, rounds: common.rounds, own: optionsOf(given, common) }),
    async pageOf(file, place) {
      const { study: loaded, warnings } = await loadStudy(file, study.name, study.schemas);
      const isWhole = loaded.finish !== null && !loaded.plan.exploratory;
      const made = await page(loaded, place);
      const text = withRepetitions(made.text, loaded.readings);
      return { ...made, text, warnings, isWhole, header: loaded.header, rounds: loaded.plan.rounds };
    },
  };
}
