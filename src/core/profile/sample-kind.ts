/**
 * What a sample says that the thread of JavaScript was doing. The words in parentheses are the engines': V8's
 * `(idle)` while the event loop waits, `(program)` in native code that no JavaScript has called, `(garbage collector)`.
 */
import type { RuntimeName } from "../model.ts";
import { countedKind } from "./counted-frames.ts";
import type { Stack } from "./stacks.ts";

/**
 * - `context`: somewhere under a frame that counts as building a TLS context; a collection in the midst of it too
 * - `certificates`: else, under a frame that works on the given CAs
 * - `garbage`: collecting, elsewhere
 * - `native`: native code of the event loop, under no JavaScript
 * - `rest`: everything else that is busy
 * - `idle`: waiting
 */
export type SampleKind = "context" | "certificates" | "garbage" | "native" | "rest" | "idle";
export const sampleKinds: readonly SampleKind[] = [
  "context",
  "certificates",
  "garbage",
  "native",
  "rest",
  "idle",
];

export function kindOf(runtime: RuntimeName, { frames }: Stack): SampleKind {
  const innermost = frames.at(-1)?.functionName ?? "(program)";
  if (innermost === "(idle)") return "idle";
  const counted = frames.map((frame) => countedKind(runtime, frame));
  if (counted.includes("context")) return "context";
  if (counted.includes("certificates")) return "certificates";
  if (innermost === "(garbage collector)") return "garbage";
  return innermost === "(program)" ? "native" : "rest";
}

export type SampleCounts = Readonly<Record<SampleKind, number>>;

export function countSamples(runtime: RuntimeName, stacks: readonly Stack[]): SampleCounts {
  const counts = noSamples();
  for (const stack of stacks) counts[kindOf(runtime, stack)] += stack.samples;
  return counts;
}

export function noSamples(): Record<SampleKind, number> {
  return { context: 0, certificates: 0, garbage: 0, native: 0, rest: 0, idle: 0 };
}

/** All but waiting. */
export function busySamples(counts: SampleCounts): number {
  return counts.context + counts.certificates + counts.garbage + counts.native + counts.rest;
}
