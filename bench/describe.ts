/** What a runtime says of itself and of its clients, in a process of its own before round 1. */
import { now } from "mitata/src/lib.mjs";
import type { Adapter } from "../runtimes/adapter.ts";
import type { ClientFacts } from "../src/core/runtime-facts.ts";
import type { DescribeAnswer } from "../src/protocol/job.ts";

export async function describeRuntime(adapter: Adapter): Promise<DescribeAnswer> {
  const clients: ClientFacts[] = [];
  for (const [name, load] of Object.entries(adapter.clients)) {
    clients.push({ name, ...(await load()).default.facts });
  }
  return {
    kind: "described",
    facts: { runtime: adapter.name, ...adapter.describe(), clockStepNs: clockStepNs(), clients },
  };
}

/** Smallest step of the clock that times operations, over 1,000 changes of it. */
function clockStepNs(): number {
  let smallest = Number.POSITIVE_INFINITY;
  for (let change = 0; change < 1000; change++) {
    const from = now();
    let to = from;
    while (to === from) to = now();
    smallest = Math.min(smallest, to - from);
  }
  return Math.round(smallest);
}
