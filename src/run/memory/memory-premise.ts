/** What a process of the memory study must show before it counts: that what was weighed is what was planned. */
import type { MemoryMeasurement, MemoryWork, PlannedMemory } from "../../core/memory/memory-records.ts";
import type { ServerCounts } from "../../core/records.ts";
import { type Fact, firstUnequal, serverFacts, wrongPackage } from "../premise.ts";

/** Returns the first broken premise as a sentence, or null. */
export function brokenMemoryPremise(
  { arm, work }: Pick<PlannedMemory, "arm" | "work">,
  version: string,
  measurement: MemoryMeasurement,
  server: ServerCounts,
): string | null {
  const clients = clientsOf(work);
  const connections = arm.scenario === "request" ? clients : 0;
  // Each held client is asked twice, the second time over the connection that it has kept.
  const requests = connections + (work.mode === "hold" ? work.steps.at(-1)! : 0);
  const facts: readonly Fact[] = [
    ["runtime version", measurement.runtimeVersion, version],
    ["clients", measurement.clients, clients],
    ["requests", measurement.requests, requests],
    [
      "counts of the readings",
      measurement.readings.map(({ count }) => count).join(" "),
      countsOf(work).join(" "),
    ],
    ...serverFacts(arm.trust, { requests, connections }, server),
  ];
  return firstUnequal(facts) ?? wrongPackage(arm.client, measurement);
}

/** All clients that the work makes. */
function clientsOf(work: MemoryWork): number {
  if (work.mode === "hold") return work.warmupClients + work.steps.at(-1)!;
  return work.batches * work.operationsPerBatch;
}

function countsOf(work: MemoryWork): number[] {
  if (work.mode === "hold") return [...work.steps];
  const { batches, warmupBatches, operationsPerBatch } = work;
  return Array.from(
    { length: batches - warmupBatches + 1 },
    (_, after) => (warmupBatches + after) * operationsPerBatch,
  );
}
