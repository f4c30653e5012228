/**
 * The readings: in each repeat every tool answers every question once, in an order of its own, so that what drifts on
 * the machine falls on all tools alike.
 */

import type { Figure, Reading, ToolName } from "../../core/against/tool-records.ts";
import { type Case, caseId } from "../../core/model.ts";
import { seededRandom, shuffled } from "../../core/statistics/random.ts";
import { withoutProjectPath } from "../project.ts";
import type { Workbench } from "../workbench.ts";
import { hyperfineFigures } from "./hyperfine-figures.ts";
import { inProcessFigures } from "./in-process-figures.ts";
import { longFigures, suiteFigures } from "./suite-figures.ts";
import type { ToolQuestion } from "./tool-questions.ts";

export interface ToolPlan {
  readonly questions: readonly ToolQuestion[];
  readonly repeats: number;
  readonly seed: number;
  /** Null where it is not installed. */
  readonly hyperfine: string | null;
  readonly signal: AbortSignal;
  readonly onStep: (label: string) => void;
}

interface Step {
  readonly question: ToolQuestion;
  readonly tool: ToolName;
}

/** Yields each reading as it is made; ends early where the signal is aborted, without what was running then. */
export async function* measureTools(workbench: Workbench, plan: ToolPlan): AsyncGenerator<Reading> {
  const random = seededRandom(plan.seed);
  const steps = plan.questions.flatMap((question) => question.tools.map((tool) => ({ question, tool })));
  for (let repeat = 1; repeat <= plan.repeats; repeat++) {
    for (const [index, step] of shuffled(steps, random).entries()) {
      const place = `${(repeat - 1) * steps.length + index + 1}/${plan.repeats * steps.length}`;
      plan.onStep(`${place}  repeat ${repeat}  ${caseId(step.question.of)}  ${step.tool}`);
      const reading = await read(workbench, plan, step, repeat);
      if (plan.signal.aborted) return;
      yield reading;
    }
  }
}

async function read(workbench: Workbench, plan: ToolPlan, step: Step, repeat: number): Promise<Reading> {
  const { question, tool } = step;
  const started = process.hrtime.bigint();
  const base = { repeat, question: question.of, tool };
  const elapsed = () => Number(process.hrtime.bigint() - started);
  try {
    const figures = await ask(workbench, plan, step);
    return { ...base, elapsedNs: elapsed(), status: "measured", figures };
  } catch (error) {
    const reason = withoutProjectPath((error as Error).message);
    return { ...base, elapsedNs: elapsed(), status: "failed", reason };
  }
}

function ask(workbench: Workbench, plan: ToolPlan, { question, tool }: Step): Promise<Figure[]> {
  const { signal } = plan;
  const of: Case = question.of;
  switch (tool) {
    case "ctxcost":
      return suiteFigures(of, signal);
    case "ctxcost-long":
      return longFigures(workbench, question);
    case "mitata":
    case "tinybench":
      return inProcessFigures(workbench, of, { tool, turn: false, signal });
    case "mitata-turn":
      return inProcessFigures(workbench, of, { tool: "mitata", turn: true, signal });
    case "tinybench-turn":
      return inProcessFigures(workbench, of, { tool: "tinybench", turn: true, signal });
    case "hyperfine":
      return hyperfineFigures(workbench, question, { file: plan.hyperfine, signal });
  }
}
