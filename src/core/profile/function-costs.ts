/** Where the samples of an arm were, function by function: the innermost frame alone, and with all that it called. */
import type { RuntimeName } from "../model.ts";
import type { CountedKind } from "./counted-frames.ts";
import type { CallFrame } from "./cpu-profile.ts";
import { kindOf } from "./sample-kind.ts";
import type { Stack } from "./stacks.ts";

export interface FunctionCost {
  readonly functionName: string;
  readonly url: string;
  /** From 0; −1 where there is none. */
  readonly lineNumber: number;
  /** Of the busy samples: those in which it was innermost. */
  readonly selfShare: number;
  /** Of the busy samples: those in which it was anywhere. */
  readonly totalShare: number;
  /** Of those in which it was innermost: those that count, by what as. */
  readonly counted: Readonly<Record<CountedKind, number>>;
}

type Counted = Record<CountedKind, number>;

/** Of those that were innermost at least once, the most often first; equal ones by name. */
export function functionCosts(runtime: RuntimeName, stacks: readonly Stack[]): FunctionCost[] {
  const sums = new Map<string, { frame: CallFrame; self: number; total: number; counted: Counted }>();
  const sumOf = (frame: CallFrame) => {
    const key = functionKey(frame);
    const sum = sums.get(key) ?? { frame, self: 0, total: 0, counted: { context: 0, certificates: 0 } };
    sums.set(key, sum);
    return sum;
  };
  let busy = 0;
  for (const stack of stacks) {
    const { frames, samples } = stack;
    const kind = kindOf(runtime, stack);
    if (kind === "idle" || frames.length === 0) continue;
    busy += samples;
    const innermost = sumOf(frames.at(-1)!);
    innermost.self += samples;
    if (kind === "context" || kind === "certificates") innermost.counted[kind] += samples;
    // Once a stack, however often it calls itself.
    for (const sum of new Set(frames.map(sumOf))) sum.total += samples;
  }
  return [...sums.values()]
    .filter(({ self }) => self > 0)
    .map(({ frame, self, total, counted }): FunctionCost => {
      const { functionName, url, lineNumber } = frame;
      return {
        functionName,
        url,
        lineNumber,
        selfShare: self / busy,
        totalShare: total / busy,
        counted: { context: counted.context / self, certificates: counted.certificates / self },
      };
    })
    .sort((a, b) => b.selfShare - a.selfShare || (functionKey(a) < functionKey(b) ? -1 : 1));
}

/** What makes two frames of different processes one function. */
export function functionKey(frame: Pick<CallFrame, "functionName" | "url" | "lineNumber">): string {
  return `${frame.functionName} ${frame.url}:${frame.lineNumber}`;
}
