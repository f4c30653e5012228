/** What an observation must show before it counts: that what ran is what was planned. */
import type { Arm } from "../core/model.ts";
import type { RuntimeFacts, ServerCounts } from "../core/records.ts";
import type { MeasureAnswer } from "../protocol/job.ts";

export interface Expectation {
  readonly arm: Arm;
  readonly facts: Pick<RuntimeFacts, "version">;
  /** Of the timed operations. */
  readonly timedOperations: number;
  /** Of all operations: cold, warm-up and timed. */
  readonly operations: number;
}

/** Returns the first broken premise as a sentence, or null. `server` is null where the server is not ours. */
export function brokenPremise(
  expected: Expectation,
  answer: MeasureAnswer,
  server: ServerCounts | null,
): string | null {
  const { measurement } = answer;
  const { arm } = expected;
  const facts: readonly [string, number | string, number | string][] = [
    ["runtime version", measurement.runtimeVersion, expected.facts.version],
    ["operations", answer.operations, expected.operations],
    ["timed operations", measurement.operationNs.length, expected.timedOperations],
    ...(server ? serverFacts(arm, expected.operations, server) : []),
  ];
  for (const [name, got, wanted] of facts) {
    if (got !== wanted) return `expected ${name} to be ${wanted}, got ${got}`;
  }
  if (arm.client.startsWith("undici") && !measurement.packageThatRan?.includes("(npm)")) {
    return `expected the npm package undici, got ${measurement.packageThatRan ?? "no proof of which one ran"}`;
  }
  if (arm.scenario === "request" && measurement.operationNs.some((time) => time === 0)) {
    return "expected every request to take time, got 0 ns";
  }
  return null;
}

function serverFacts(arm: Arm, operations: number, server: ServerCounts): [string, number, number][] {
  const requests = arm.scenario === "request" ? operations : 0;
  const connections = arm.context === "reused-client" ? Math.min(1, requests) : requests;
  const handshakes = arm.trust === "none" ? 0 : connections;
  return [
    ["requests at the server", server.requests, requests],
    ["connections at the server", server.connections, connections],
    ["full handshakes at the server", server.fullHandshakes, handshakes],
    ["resumed handshakes at the server", server.resumedHandshakes, 0],
    ["failed handshakes at the server", server.failedHandshakes, 0],
    ["client certificates at the server", server.clientCertificates, arm.trust === "mtls" ? handshakes : 0],
  ];
}
