/** The options of `ctxcost run`: what each may be, which go together, and what they ask of a benchmark. */
import { randomInt } from "node:crypto";
import type { Shard } from "../core/records.ts";
import { type BenchmarkOptions, countsForUrl } from "../run/benchmark.ts";
import { type BuildWord, parseBuildWord } from "../run/build-words.ts";
import { defaultRounds, type Selection } from "../run/plan.ts";
import { UsageError } from "../run/unknown-word.ts";
import { expectPublishableOptions } from "./publishable.ts";
import { type SelectionOptions, selectionOf } from "./selection-options.ts";
import { storedWords, typedCommand } from "./stored-words.ts";
import { splitWords } from "./word-list.ts";

export interface RunOptions extends SelectionOptions {
  readonly runtime?: BuildWord[];
  readonly rounds?: number;
  readonly quick?: true;
  readonly seed?: number;
  readonly url?: URL;
  readonly countsFrom?: string;
  readonly shard?: Shard;
  readonly resume?: string;
  readonly out?: string;
  readonly quiet?: true;
  readonly publish?: true;
}

export const exploratoryRounds = 3;
/** What fits into 90 s: the trust that most have, the one that shows most, and the contexts of the headline. */
const quickSelection: Selection = {
  trusts: ["default", "bundle"],
  contexts: ["fresh", "shared", "shared-options"],
};

export type Mode = BenchmarkOptions["mode"];

export function modeOf({ url, quick }: RunOptions): Mode {
  if (url) return "url";
  return quick ? "quick" : "full";
}

export function benchmarkOptions(
  options: RunOptions,
): Omit<BenchmarkOptions, "onEvent" | "signal" | "builds"> {
  const mode = modeOf(options);
  expectConsistent(options, mode);
  return {
    selection: { ...selectionFor(mode, selectionOf(options)), besideOthers: asksForEverything(options) },
    mode,
    rounds: options.rounds ?? (mode === "full" ? defaultRounds : exploratoryRounds),
    isForVerdicts: mode === "full",
    seed: options.seed ?? randomInt(2 ** 32),
    shard: options.shard,
    url: options.url ?? null,
    out: options.out ?? null,
    commandLine: typedCommand(storedWords(process.argv.slice(2))),
  };
}

function asksForEverything({ runtime, client, trust, scenario, context }: RunOptions): boolean {
  return [runtime, client, trust, scenario, context].every((one) => one === undefined);
}

/** What was asked for, and where nothing was, what the mode has. */
function selectionFor(mode: Mode, asked: Selection): Selection {
  if (mode === "full") return asked;
  if (mode === "quick") return { ...quickSelection, ...defined(asked) };
  return { trusts: ["default", "bundle"], ...defined(asked), scenarios: ["request"], withoutControls: true };
}

/** Options that are right each by itself and not together. */
function expectConsistent(options: RunOptions, mode: Mode): void {
  if (options.url && options.quick) {
    throw new UsageError(
      "--quick with --url: a run against a server of yours is short anyway; leave --quick out",
    );
  }
  if (options.out?.endsWith(".gz")) {
    throw new UsageError(
      `--out ${options.out}: a run is written as it goes, uncompressed; expected a name like run.jsonl`,
    );
  }
  if (options.countsFrom && mode !== "full") {
    throw new UsageError(`--counts-from with --${mode}: it has numbers of its own; leave one of them out`);
  }
  if (options.url) countsForUrl(options.rounds ?? exploratoryRounds);
  if (options.publish) expectPublishableOptions({ ...options }, mode);
}

/** For commander: collects builds, repeated or separated by commas. */
export function buildWords(value: string, previous: readonly BuildWord[] | undefined): BuildWord[] {
  const words = splitWords(value);
  if (words.length === 0)
    throw new UsageError(`--runtime ${value}: it names nothing; expected e.g. node or node@22,node`);
  return [...(previous ?? []), ...words.map(parseBuildWord)];
}

function defined(selection: Selection): Selection {
  return Object.fromEntries(Object.entries(selection).filter(([, value]) => value !== undefined));
}

export function httpsUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isPlain = url?.protocol === "https:" && url.username === "" && url.password === "";
  // An IPv6 address is written in brackets here and without them there; each client would need its own.
  if (url && isPlain && !url.hostname.startsWith("[")) return url;
  throw new UsageError(
    `--url ${text}: expected an https:// address with a name or an IPv4 address and no password, e.g. https://example.com`,
  );
}
