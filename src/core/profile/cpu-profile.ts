/**
 * The `.cpuprofile` format, which Node, Bun and Deno all write and speedscope and browsers' developer tools read
 * (https://chromedevtools.github.io/devtools-protocol/tot/Profiler/#type-Profile). Times are in microseconds.
 */

export interface CallFrame {
  readonly functionName: string;
  readonly scriptId: string;
  /** Empty for native functions and for the profiler's own words, as `(program)`. */
  readonly url: string;
  /** From 0; −1 where there is none. */
  readonly lineNumber: number;
  readonly columnNumber: number;
}

export interface ProfileNode {
  readonly id: number;
  readonly callFrame: CallFrame;
  /** Samples in which this node was the innermost. */
  readonly hitCount: number;
  readonly children: readonly number[];
}

export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  readonly startTime: number;
  readonly endTime: number;
  /** The innermost node of each sample, in their order. */
  readonly samples: readonly number[];
  /** Since the sample before, or the start. */
  readonly timeDeltas: readonly number[];
}

/** The outermost node, above everything, by the name that both engines give it. */
export const rootName = "(root)";
