/**
 * The same question asked of this suite and of other benchmark tools: what results/against.json holds.
 * Without it nobody could tell whether the suite's values are a fact about the clients or about the suite.
 */
import type { Case } from "../model.ts";
import type { Header } from "../records.ts";

/**
 * - `ctxcost`: this suite, a whole run of its own for the question
 * - `ctxcost-long`: the suite's own worker, one process an arm, warmed up as long as other tools do
 * - `mitata`, `tinybench`: both arms in one process, as their readmes show
 * - `mitata-turn`, `tinybench-turn`: the same, with a turn of the event loop after each operation
 * - `hyperfine`: whole processes with two counts of operations
 */
export type ToolName =
  | "ctxcost"
  | "ctxcost-long"
  | "mitata"
  | "mitata-turn"
  | "tinybench"
  | "tinybench-turn"
  | "hyperfine";
export const toolNames: readonly ToolName[] = [
  "ctxcost",
  "ctxcost-long",
  "mitata-turn",
  "mitata",
  "tinybench-turn",
  "tinybench",
  "hyperfine",
];

/** Of the operations of a process, or for hyperfine, of its processes. */
export type Statistic = "median" | "mean";
export const statistics: readonly Statistic[] = ["median", "mean"];

/** A range of the ratio. */
export interface Claim {
  readonly low: number;
  readonly high: number;
  /** `own`: what the tool prints, carried over to the ratio. `samples`: it prints none; made of its samples. */
  readonly basis: "own" | "samples";
}

/** One statistic of both arms by one tool. */
export interface Figure {
  readonly statistic: Statistic;
  readonly freshNs: number;
  readonly sharedNs: number;
  /** fresh ÷ shared, as the tool makes it: the suite of its pairs, the others of the two values. */
  readonly ratio: number;
  /** The 95 % interval of the ratio, or null where nothing of the tool's gives one. */
  readonly claim: Claim | null;
}

interface ReadingBase {
  readonly repeat: number;
  readonly question: Case;
  readonly tool: ToolName;
  /** All that a user waits for: processes, warm-up, and what the tool does besides. */
  readonly elapsedNs: number;
}

export interface MeasuredReading extends ReadingBase {
  readonly status: "measured";
  readonly figures: readonly Figure[];
}

export interface FailedReading extends ReadingBase {
  readonly status: "failed";
  readonly reason: string;
}

export type Reading = MeasuredReading | FailedReading;

export interface ToolFile {
  readonly kind: "against";
  readonly header: Header;
  readonly repeats: number;
  readonly questions: readonly Case[];
  /** Of what was there, by the tool's name: `hyperfine`, `mitata`, `tinybench`. */
  readonly versions: Readonly<Record<string, string>>;
  /** In the order in which they were made. */
  readonly readings: readonly Reading[];
  readonly elapsedNs: number;
}
