/** What a process of the memory study must show before it counts: that what was weighed is what was planned. */
import type { MemoryMeasurement, MemoryWork, PlannedMemory } from "../../core/memory/memory-records.ts";
import type { ServerCounts } from "../../core/records.ts";

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
  const handshakes = arm.trust === "none" ? 0 : connections;
  const facts: readonly [string, string | number, string | number][] = [
    ["runtime version", measurement.runtimeVersion, version],
    ["clients", measurement.clients, clients],
    ["requests", measurement.requests, requests],
    [
      "counts of the readings",
      measurement.readings.map(({ count }) => count).join(" "),
      countsOf(work).join(" "),
    ],
    ["requests at the server", server.requests, requests],
    ["connections at the server", server.connections, connections],
    ["full handshakes at the server", server.fullHandshakes, handshakes],
    ["resumed handshakes at the server", server.resumedHandshakes, 0],
    ["failed handshakes at the server", server.failedHandshakes, 0],
    ["client certificates at the server", server.clientCertificates, arm.trust === "mtls" ? handshakes : 0],
  ];
  for (const [name, got, wanted] of facts) {
    if (got !== wanted) return `expected ${name} to be ${wanted}, got ${got}`;
  }
  if (arm.client.startsWith("undici") && !measurement.packageThatRan?.includes("(npm)")) {
    return `expected the npm package undici, got ${measurement.packageThatRan ?? "no proof of which one ran"}`;
  }
  return null;
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
