/** The question asked of this suite: its real pipeline, narrowed to one case, into a file that is thrown away. */
import { randomInt } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { Figure } from "../../core/against/tool-records.ts";
import { analyseRun } from "../../core/analyse-run.ts";
import { meanWallNs, processMedianNs } from "../../core/arm-result.ts";
import { type Case, caseId } from "../../core/model.ts";
import { estimate } from "../../core/pair.ts";
import type { Run, ValidObservation } from "../../core/records.ts";
import { runBenchmark } from "../benchmark.ts";
import { pinnedBuilds } from "../describe-runtimes.ts";
import { loadRun } from "../load-run.ts";
import { defaultRounds } from "../plan.ts";
import { projectRoot } from "../project.ts";
import type { Workbench } from "../workbench.ts";
import type { ToolQuestion } from "./tool-questions.ts";

/** Median and mean cost of both arms, each ratio by the pairs of the rounds and with its interval. */
export async function suiteFigures(question: Case, signal: AbortSignal): Promise<Figure[]> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "ctxcost-against-"));
  try {
    const { runtime, client, trust, scenario } = question;
    const { file } = await runBenchmark({
      builds: pinnedBuilds(projectRoot, [runtime]),
      selection: {
        clients: [client],
        trusts: [trust],
        scenarios: [scenario],
        contexts: ["fresh", "shared"],
      },
      mode: "full",
      rounds: defaultRounds,
      seed: randomInt(2 ** 32),
      url: null,
      out: path.join(folder, "run.jsonl"),
      commandLine: [],
      onEvent: () => {},
      signal,
    });
    return figuresOf((await loadRun(file)).run, question);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function figuresOf(run: Run, question: Case): Figure[] {
  const found = analyseRun(run).cases.find(({ id }) => id === caseId(question));
  const pair = found?.pairs.find(({ denominator }) => denominator === "shared");
  const [fresh, shared] = (["fresh", "shared"] as const).map((context) =>
    found?.arms.find(({ arm }) => arm.context === context),
  );
  if (!pair?.ratio || !pair.interval || fresh?.state !== "measured" || shared?.state !== "measured") {
    const reason = run.observations.find((one) => one.status === "failed")?.reason ?? "no pair";
    throw new Error(
      `ask this suite for ${caseId(question)}: expected a ratio with its interval, got none: ${reason}`,
    );
  }
  const { low, high } = pair.interval;
  return [
    {
      statistic: "median",
      freshNs: fresh.latencyNs,
      sharedNs: shared.latencyNs,
      ratio: pair.ratio,
      claim: { low, high, basis: "own" },
    },
    meanFigure(run, fresh.meanWallNs, shared.meanWallNs),
  ];
}

/** As the median's, of the mean cost: the loop with its yields, and what it left to be freed. */
function meanFigure(run: Run, freshNs: number, sharedNs: number): Figure {
  const valid = run.observations.filter((one): one is ValidObservation => one.status === "valid");
  const costs = (context: string) =>
    new Map(
      valid
        .filter(({ armId }) => armId.endsWith(`/${context}`))
        .map(({ round, measurement }) => [round, meanWallNs(measurement)]),
    );
  const shared = costs("shared");
  const logRatios = [...costs("fresh")].flatMap(([round, cost]) =>
    shared.has(round) ? [Math.log(cost / shared.get(round)!)] : [],
  );
  const { value, low, high } = estimate(logRatios, Math.exp);
  return { statistic: "mean", freshNs, sharedNs, ratio: value, claim: { low, high, basis: "own" } };
}

/** The suite's worker in one process an arm, after as many operations as other tools run: the control for warm-up. */
export async function longFigures(
  workbench: Workbench,
  { of, long }: Pick<ToolQuestion, "of" | "long">,
): Promise<Figure[]> {
  const medians: number[] = [];
  const means: number[] = [];
  for (const context of ["fresh", "shared"] as const) {
    const result = await workbench.measure({ ...of, context }, long[context]);
    if (result.status === "failed") throw new Error(`measure ${context}: ${result.reason}`);
    medians.push(processMedianNs(result.answer.measurement));
    means.push(meanWallNs(result.answer.measurement));
  }
  const figure = (statistic: Figure["statistic"], [freshNs, sharedNs]: number[]) =>
    ({
      statistic,
      freshNs: freshNs!,
      sharedNs: sharedNs!,
      ratio: freshNs! / sharedNs!,
      claim: null,
    }) as const;
  return [figure("median", medians), figure("mean", means)];
}
