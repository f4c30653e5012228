/** The stacks of a profile with how often each was seen: what shares, tables and flame graphs are made from. */
import { type CallFrame, type CpuProfile, type ProfileNode, rootName } from "./cpu-profile.ts";

export interface Stack {
  /** The outermost first, without the root. */
  readonly frames: readonly CallFrame[];
  readonly samples: number;
}

/** Stacks that were innermost at least once, in the order of the nodes. */
export function stacksOf({ nodes, samples }: Pick<CpuProfile, "nodes" | "samples">): Stack[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap((node) => node.children.map((child) => [child, node] as const)));
  const hits = new Map<number, number>();
  for (const id of samples) hits.set(id, (hits.get(id) ?? 0) + 1);
  return nodes
    .filter(({ id }) => hits.has(id))
    .map((leaf) => ({ frames: framesTo(byId.get(leaf.id)!, parents), samples: hits.get(leaf.id)! }));
}

function framesTo(leaf: ProfileNode, parents: ReadonlyMap<number, ProfileNode>): CallFrame[] {
  const frames: CallFrame[] = [];
  for (let node: ProfileNode | undefined = leaf; node; node = parents.get(node.id)) {
    if (node.callFrame.functionName !== rootName) frames.push(node.callFrame);
  }
  return frames.reverse();
}
