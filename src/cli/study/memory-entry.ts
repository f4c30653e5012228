/** `ctxcost memory`. */
import type { Command } from "commander";
import { type MemoryMode, memoryModes } from "../../core/memory/memory-records.ts";
import { type Scenario, scenarios, type Trust, trusts } from "../../core/model.ts";
import { memoryPage } from "../../report/memory/memory-page.ts";
import type { MemorySelection } from "../../run/memory/memory-arms.ts";
import { fullSize, memoryStudy, quickSize } from "../../run/memory/memory-study.ts";
import { anyWords, wordsOf } from "../word-list.ts";
import { studyEntry } from "./study-entry.ts";

const selectableTrusts = trusts.filter((trust) => trust !== "none");

interface MemoryCommandOptions {
  readonly client?: string[];
  readonly trust?: Trust[];
  readonly scenario?: Scenario[];
  readonly mode?: MemoryMode[];
}

export const memoryEntry = studyEntry({
  study: memoryStudy,
  description: "memory that live clients hold, and whether closed ones leave any behind",
  pageTitle: "what live clients hold in memory, and what closed ones leave behind",
  // The fewest with which growth can be found in the family of everything, one-sided.
  defaultRounds: 11,
  quickRounds: 2,
  takes: "15 minutes",
  addOptions(command: Command) {
    command
      .option("--client <names>", "only these, e.g. node:https,undici (see list)", anyWords)
      .option(
        "--trust <names>",
        `only these: ${selectableTrusts.join(", ")} (default: private-ca, bundle)`,
        wordsOf("--trust", selectableTrusts),
      )
      .option("--scenario <names>", `only these: ${scenarios.join(", ")}`, wordsOf("--scenario", scenarios))
      .option(
        "--mode <names>",
        "only these: hold (live clients), growth (closed ones)",
        wordsOf("--mode", memoryModes),
      );
  },
  optionsOf: (given, { rounds, quick }) => ({
    selection: selectionOf(given as MemoryCommandOptions),
    rounds,
    exploratory: quick,
    size: quick ? quickSize : fullSize,
  }),
  page: memoryPage,
  isPartial: (given) => {
    const { client, trust, scenario, mode } = given as MemoryCommandOptions;
    return Boolean(client || trust || scenario || mode);
  },
});

function selectionOf({ client, trust, scenario, mode }: MemoryCommandOptions): MemorySelection {
  return { clients: client, trusts: trust, scenarios: scenario, modes: mode };
}
