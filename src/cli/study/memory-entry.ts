/** `ctxcost memory`. */
import type { Command } from "commander";
import { type MemoryMode, memoryModes } from "../../core/memory/memory-records.ts";
import { type Scenario, scenarios, type Trust, trusts } from "../../core/model.ts";
import { memoryPage } from "../../report/memory/memory-page.ts";
import type { MemorySelection } from "../../run/memory/memory-arms.ts";
import { fullSize, type MemorySize, memoryStudy, quickSize } from "../../run/memory/memory-study.ts";
import { wholeNumber } from "../whole-number.ts";
import { anyWords, wordsOf } from "../word-list.ts";
import { studyEntry } from "./study-entry.ts";

const selectableTrusts = trusts.filter((trust) => trust !== "none");

interface MemoryCommandOptions {
  readonly client?: string[];
  readonly trust?: Trust[];
  readonly scenario?: Scenario[];
  readonly mode?: MemoryMode[];
  readonly batch?: number;
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
        `only these: ${selectableTrusts.join(", ")} (default: all of live clients, private-ca and bundle of closed ones)`,
        wordsOf("--trust", selectableTrusts),
      )
      .option("--scenario <names>", `only these: ${scenarios.join(", ")}`, wordsOf("--scenario", scenarios))
      .option(
        "--mode <names>",
        "only these: hold (live clients), growth (closed ones)",
        wordsOf("--mode", memoryModes),
      )
      .option(
        "--batch <ms>",
        `growth: time for each of ${fullSize.growth.batches} batches of operations (default: ${fullSize.batchNs / 1e6}); ` +
          "longer ones show whether growth goes on",
        wholeNumber("--batch", 1, 5000),
      );
  },
  optionsOf: (given, { rounds, quick }) => ({
    selection: selectionOf(given as MemoryCommandOptions),
    rounds,
    exploratory: quick,
    size: sizeOf(quick ? quickSize : fullSize, given as MemoryCommandOptions),
  }),
  page: memoryPage,
  isPartial: (given) => {
    const { client, trust, scenario, mode } = given as MemoryCommandOptions;
    return Boolean(client || trust || scenario || mode);
  },
});

/** With more time also more operations of what is cheap: the limit is for a run of everything. */
function sizeOf(size: MemorySize, { batch }: MemoryCommandOptions): MemorySize {
  if (batch === undefined) return size;
  const batchNs = batch * 1e6;
  const most = Math.max(1, Math.round((size.mostOperationsPerBatch * batchNs) / size.batchNs));
  return { ...size, batchNs, leastOperationsPerBatch: 1, mostOperationsPerBatch: most };
}

function selectionOf({ client, trust, scenario, mode }: MemoryCommandOptions): MemorySelection {
  return { clients: client, trusts: trust, scenarios: scenario, modes: mode };
}
