/**
 * Whether the nodes of a profile are the tree that they are to be. A stack is read by going from a node to the one that
 * called it, which would have no end where nodes call each other in a circle.
 */
import { deepestStack } from "../file-limits.ts";
import type { CpuProfile } from "./cpu-profile.ts";

/** What is wrong with them, or null. */
export function callTreeFault(nodes: CpuProfile["nodes"]): string | null {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  if (byId.size < nodes.length) return "expected each id once";
  const children = nodes.flatMap((node) => node.children);
  const called = new Set(children);
  if (called.size < children.length) return "expected each node to be called by one other at most";
  let level = nodes.filter(({ id }) => !called.has(id));
  let reached = 0;
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > deepestStack) return `expected stacks of at most ${deepestStack} functions`;
    reached += level.length;
    level = level.flatMap((node) => node.children.flatMap((child) => byId.get(child) ?? []));
  }
  return reached < nodes.length ? "expected a tree, got nodes that call each other in a circle" : null;
}
