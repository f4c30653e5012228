/** `ctxcost service`: what a steady rate of clients costs of a core, with a context for each and with one for all. */
import { Option } from "commander";
import { type Trust, trusts } from "../../core/model.ts";
import { type Arrivals, arrivalNames } from "../../core/service/arrivals.ts";
import { servicePage } from "../../report/service/service-page.ts";
import { longestPhaseSeconds, serviceStudy } from "../../run/service/service-study.ts";
import { wholeNumber } from "../whole-number.ts";
import { anyWords, wordsOf } from "../word-list.ts";
import { studyEntry } from "./study-entry.ts";

interface ServiceCommandOptions {
  readonly rate?: number;
  readonly arrivals?: Arrivals;
  readonly seconds?: number;
  readonly client?: string[];
  readonly trust?: Trust[];
  readonly p99?: number;
}

const defaultSeconds = 3;
const quickSeconds = 1;
const defaultP99Ms = 50;
const own = ["rate", "arrivals", "seconds", "client", "trust", "p99"] as const;

export const serviceEntry = studyEntry({
  study: serviceStudy,
  description: "what a steady rate of clients takes of a core, before and after they share a TLS context",
  pageTitle: "what a steady rate of clients takes of a core, before and after they share a TLS context",
  defaultRounds: 10,
  quickRounds: 2,
  withReference: true,
  takes: "24 minutes, 28 with the reference; --quick 5, 6 with it",
  addOptions(command) {
    const selectable = trusts.filter((trust) => trust !== "none");
    command
      .option(
        "--client <names>",
        "only these, e.g. node:https,undici; of every runtime that has them (default: a declared set)",
        anyWords,
      )
      .option("--trust <names>", `only these: ${selectable.join(", ")}`, wordsOf("--trust", selectable))
      .option(
        "--rate <n>",
        "clients a second, in every case, beside the ladder's (default: at which fresh takes half a core)",
        wholeNumber("--rate", 1, 10_000),
      )
      .addOption(
        new Option(
          "--arrivals <kind>",
          "at equal distances, or independent of each other (default: fixed)",
        ).choices(arrivalNames),
      )
      .option(
        "--seconds <n>",
        `length of a phase, its warm-up not counted; the ladder of rates has its own (default: ${defaultSeconds})`,
        wholeNumber("--seconds", 1, longestPhaseSeconds),
      )
      .option(
        "--p99 <ms>",
        `what the 99th percentile must not exceed for a rate to be held (default: ${defaultP99Ms})`,
        wholeNumber("--p99", 1, 10_000),
      );
  },
  optionsOf(given, { rounds, quick }) {
    const { rate, arrivals = "fixed", seconds, client, trust, p99 } = given as ServiceCommandOptions;
    return {
      rounds,
      quick,
      ratePerSecond: rate,
      arrivals,
      phaseNs: (seconds ?? (quick ? quickSeconds : defaultSeconds)) * 1e9,
      clients: client,
      trusts: trust,
      p99BoundNs: (p99 ?? defaultP99Ms) * 1e6,
    };
  },
  page: servicePage,
  isPartial: (given) => own.some((name) => given[name] !== undefined),
});
