/**
 * What a sample says that the thread of JavaScript was doing. The words in parentheses are the engines': V8's
 * `(idle)` while the event loop waits, `(program)` in native code that no JavaScript has called, `(garbage collector)`.
 */
import type { RuntimeName } from "../model.ts";
import { isCreation } from "./creation-frames.ts";
import type { Stack } from "./stacks.ts";

/**
 * - `creation`: somewhere under a frame that counts as building a TLS context; a collection in the midst of it too
 * - `garbage`: collecting, elsewhere
 * - `native`: native code of the event loop, under no JavaScript
 * - `rest`: everything else that is busy
 * - `idle`: waiting
 */
export type SampleKind = "creation" | "garbage" | "native" | "rest" | "idle";
export const sampleKinds: readonly SampleKind[] = ["creation", "garbage", "native", "rest", "idle"];

export function kindOf(runtime: RuntimeName, { frames }: Stack): SampleKind {
  const innermost = frames.at(-1)?.functionName ?? "(program)";
  if (innermost === "(idle)") return "idle";
  if (frames.some((frame) => isCreation(runtime, frame))) return "creation";
  if (innermost === "(garbage collector)") return "garbage";
  return innermost === "(program)" ? "native" : "rest";
}

export type SampleCounts = Readonly<Record<SampleKind, number>>;

export function countSamples(runtime: RuntimeName, stacks: readonly Stack[]): SampleCounts {
  const counts: Record<SampleKind, number> = { creation: 0, garbage: 0, native: 0, rest: 0, idle: 0 };
  for (const stack of stacks) counts[kindOf(runtime, stack)] += stack.samples;
  return counts;
}

/** All but waiting. */
export function busySamples(counts: SampleCounts): number {
  return counts.creation + counts.garbage + counts.native + counts.rest;
}
