/** What an observation must show before it counts: that what ran is what was planned. */
import type { Arm, Trust } from "../core/model.ts";
import type { Measurement, ServerCounts } from "../core/records.ts";
import { type RuntimeFacts, stageNames } from "../core/runtime-facts.ts";
import type { MeasureAnswer } from "../protocol/job.ts";

export interface Expectation {
  readonly arm: Arm;
  readonly facts: Pick<RuntimeFacts, "version">;
  /** Of the timed operations. */
  readonly timedOperations: number;
  /** Of all operations: cold, warm-up and timed. */
  readonly operations: number;
  /** Whether the process should have had the fixture's CA among its roots by an environment variable. */
  readonly extraCa: boolean;
  /** The CAs that the process should have been given; not looked at where absent. */
  readonly givenCaCount?: number | undefined;
  /** The busy loop that each operation should have run, ns. */
  readonly busyLoopNs: number;
}

/** Returns the first broken premise as a sentence, or null. `server` is null where the server is not ours. */
export function brokenPremise(
  expected: Expectation,
  answer: MeasureAnswer,
  server: ServerCounts | null,
): string | null {
  const { measurement } = answer;
  const { arm } = expected;
  const requests = arm.scenario === "request" ? expected.operations : 0;
  const connections = arm.context === "reused-client" ? Math.min(1, requests) : requests;
  const facts: readonly Fact[] = [
    ["runtime version", measurement.runtimeVersion, expected.facts.version],
    ["operations", answer.operations, expected.operations],
    ["the extra CA's variable", answer.hasExtraCa, expected.extraCa],
    ["the CAs that were given", answer.givenCaCount, expected.givenCaCount ?? answer.givenCaCount],
    ["the busy loop, in ns,", answer.busyLoopNs, expected.busyLoopNs],
    ["timed operations", measurement.operationNs.length, expected.timedOperations],
    ...(server ? serverFacts(arm.trust, { requests, connections }, server) : []),
  ];
  const broken = firstUnequal(facts) ?? wrongPackage(arm.client, measurement);
  if (broken !== null) return broken;
  const fastest = Math.min(...measurement.operationNs);
  if (fastest < expected.busyLoopNs) {
    return `expected every operation to take the ${expected.busyLoopNs} ns of its busy loop, got ${fastest} ns`;
  }
  const disorder = stagesOutOfOrder(measurement);
  if (disorder !== null) return disorder;
  if (arm.scenario === "request" && measurement.operationNs.some((time) => time === 0)) {
    return "expected every request to take time, got 0 ns";
  }
  return null;
}

/** What it is of, what was got, and what was expected. */
export type Fact = readonly [string, number | string | boolean, number | string | boolean];

/** The first that is not as expected, as a sentence; null where all are. */
export function firstUnequal(facts: readonly Fact[]): string | null {
  const unequal = facts.find(([, got, wanted]) => got !== wanted);
  return unequal ? `expected ${unequal[0]} to be ${unequal[2]}, got ${unequal[1]}` : null;
}

/** Null where the client is none that a runtime may replace by its own, or where it did not. */
export function wrongPackage(
  client: string,
  { packageThatRan }: Pick<Measurement, "packageThatRan">,
): string | null {
  if (!client.startsWith("undici") || packageThatRan?.includes("(npm)")) return null;
  return `expected the npm package undici, got ${packageThatRan ?? "no proof of which one ran"}`;
}

/** A stage is never before the one that it follows, and the last is the operation's end. */
function stagesOutOfOrder({ stages, operationNs }: Measurement): string | null {
  if (!stages) return null;
  let before = operationNs.map(() => 0);
  for (const stage of stageNames) {
    const times = stages[stage];
    if (!times) continue;
    if (times.length !== operationNs.length || times.some((time, index) => time < before[index]!)) {
      return `expected the stage "${stage}" of every operation not to be before the stage that it follows`;
    }
    before = [...times];
  }
  return null;
}

/** A full handshake for each connection, and none that failed or was resumed. */
export function serverFacts(
  trust: Trust,
  { requests, connections }: Pick<ServerCounts, "requests" | "connections">,
  server: ServerCounts,
): Fact[] {
  const handshakes = trust === "none" ? 0 : connections;
  return [
    ["requests at the server", server.requests, requests],
    ["connections at the server", server.connections, connections],
    ["full handshakes at the server", server.fullHandshakes, handshakes],
    ["resumed handshakes at the server", server.resumedHandshakes, 0],
    ["failed handshakes at the server", server.failedHandshakes, 0],
    ["client certificates at the server", server.clientCertificates, trust === "mtls" ? handshakes : 0],
  ];
}
