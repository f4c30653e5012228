/** For tests: readings of several tools made of numbers that a test chooses. */
import type { Case } from "../model.ts";
import { syntheticRun } from "../synthetic-run.ts";
import type { Claim, Reading, Statistic, ToolFile, ToolName } from "./tool-records.ts";

export const syntheticQuestion: Case = {
  runtime: "node",
  client: "node:tls",
  trust: "bundle",
  scenario: "create",
};

export interface SyntheticTool {
  readonly tool: ToolName;
  /** One a repeat; null where the reading failed. */
  readonly ratios: readonly (number | null)[];
  /** Half-width of the claim in logarithms; none where absent. */
  readonly claimedHalfWidth?: number;
  readonly basis?: Claim["basis"];
  readonly statistic?: Statistic;
  readonly seconds?: number;
  readonly sharedNs?: number;
}

export function syntheticToolFile(tools: readonly SyntheticTool[]): ToolFile {
  return {
    kind: "against",
    header: syntheticRun({ cases: [] }).header,
    repeats: Math.max(1, ...tools.map(({ ratios }) => ratios.length)),
    questions: [syntheticQuestion],
    versions: { mitata: "1.0.34", tinybench: "6.2.4" },
    readings: tools.flatMap((tool) => tool.ratios.map((ratio, index) => reading(tool, ratio, index + 1))),
    elapsedNs: 61e9,
  };
}

function reading(spec: SyntheticTool, ratio: number | null, repeat: number): Reading {
  const {
    tool,
    claimedHalfWidth,
    basis = "own",
    statistic = "median",
    seconds = 1,
    sharedNs = 20_000,
  } = spec;
  const base = { repeat, question: syntheticQuestion, tool, elapsedNs: seconds * 1e9 };
  if (ratio === null) return { ...base, status: "failed", reason: "not installed: `apt-get install it`" };
  const claim =
    claimedHalfWidth === undefined
      ? null
      : { low: ratio * Math.exp(-claimedHalfWidth), high: ratio * Math.exp(claimedHalfWidth), basis };
  return {
    ...base,
    status: "measured",
    figures: [{ statistic, freshNs: sharedNs * ratio, sharedNs, ratio, claim }],
  };
}
