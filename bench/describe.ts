/** What a runtime says of itself and of its clients, in a process of its own before round 1. */
import { now } from "mitata/src/lib.mjs";
import type { Adapter } from "../runtimes/adapter.ts";
import type { ClientFacts } from "../src/core/runtime-facts.ts";
import type { DescribeAnswer } from "../src/protocol/job.ts";
import { unsupportedBefore } from "./since.ts";

export async function describeRuntime(adapter: Adapter): Promise<DescribeAnswer> {
  const description = adapter.describe();
  const clients: ClientFacts[] = [];
  for (const [name, load] of Object.entries(adapter.clients)) {
    const facts = await factsOf(name, load);
    const tooNew = unsupportedBefore(description.version, name, adapter.since);
    clients.push({ ...facts, unsupported: [...facts.unsupported, ...tooNew] });
  }
  return {
    kind: "described",
    facts: { runtime: adapter.name, ...description, clockStepNs: clockStepNs(), clients },
  };
}

/** A client that cannot be loaded on this version hides none of the others. */
async function factsOf(name: string, load: Adapter["clients"][string]): Promise<ClientFacts> {
  try {
    return { name, ...(await load()).default.facts };
  } catch (error) {
    const reason = `it cannot be loaded: ${(error as Error).message.split("\n")[0]!.slice(0, 200)}`;
    const nothing = { sharedObject: null, givenCa: null, stages: [] } as const;
    return { name, kind: "client", api: name, ...nothing, unsupported: [{ reason }] };
  }
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
