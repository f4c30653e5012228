/**
 * A flame graph as numbers: a box for each function under each caller, as wide as its share of the busy samples.
 * Stacks are merged by function, not ordered by time: https://www.brendangregg.com/flamegraphs.html
 */
import type { RuntimeName } from "../model.ts";
import { type CountedKind, countedKind } from "./counted-frames.ts";
import type { CallFrame } from "./cpu-profile.ts";
import { functionKey } from "./function-costs.ts";
import { kindOf } from "./sample-kind.ts";
import type { Stack } from "./stacks.ts";

export interface FlameBox {
  readonly functionName: string;
  readonly url: string;
  /** 0 for the outermost functions. */
  readonly depth: number;
  /** Left and right edge, of 1. */
  readonly from: number;
  readonly to: number;
  /** As what it counts, by itself or as part of what called it; null where it does not. */
  readonly counts: CountedKind | null;
}

export interface FlameLayout {
  readonly boxes: readonly FlameBox[];
  readonly depth: number;
  /** Functions whose box would have been narrower than `leastShare`. */
  readonly leftOut: number;
}

interface Branch {
  readonly frame: CallFrame;
  readonly children: Map<string, Branch>;
  samples: number;
}

export function flameLayout(runtime: RuntimeName, stacks: readonly Stack[], leastShare: number): FlameLayout {
  const root = branchOf({ functionName: "", scriptId: "0", url: "", lineNumber: -1, columnNumber: -1 });
  for (const stack of stacks) grow(root, runtime, stack);
  const boxes: FlameBox[] = [];
  let leftOut = 0;
  const place = (branch: Branch, depth: number, from: number, inside: CountedKind | null): void => {
    let left = from;
    for (const child of widestFirst(branch)) {
      const share = child.samples / root.samples;
      if (share < leastShare) {
        leftOut++;
        continue;
      }
      // The frame that makes its samples count, and all that it called; not those that called it.
      const counts = inside ?? countedKind(runtime, child.frame);
      const { functionName, url } = child.frame;
      boxes.push({ functionName, url, depth, from: left, to: left + share, counts });
      place(child, depth + 1, left, counts);
      left += share;
    }
  };
  place(root, 0, 0, null);
  return { boxes, depth: 1 + Math.max(-1, ...boxes.map(({ depth }) => depth)), leftOut };
}

function grow(root: Branch, runtime: RuntimeName, stack: Stack): void {
  if (kindOf(runtime, stack) === "idle") return;
  root.samples += stack.samples;
  let branch = root;
  for (const frame of stack.frames) {
    const key = functionKey(frame);
    const next = branch.children.get(key) ?? branchOf(frame);
    branch.children.set(key, next);
    next.samples += stack.samples;
    branch = next;
  }
}

function branchOf(frame: CallFrame): Branch {
  return { frame, children: new Map(), samples: 0 };
}

/** So that the picture of the same samples is the same, whatever their order was. */
function widestFirst({ children }: Branch): Branch[] {
  return [...children.entries()]
    .sort(([keyA, a], [keyB, b]) => b.samples - a.samples || (keyA < keyB ? -1 : 1))
    .map(([, branch]) => branch);
}
