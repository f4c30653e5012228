/** What a phase must show before it counts: that the server saw the clients that the worker says it made. */
import type { ServerCounts } from "../../core/records.ts";
import type { ServiceStep } from "../../core/service/service-steps.ts";
import type { ServiceAnswer, ServiceJob } from "../../protocol/job.ts";
import { type Fact, firstUnequal, wrongPackage } from "../premise.ts";

/** Returns the first broken premise as a sentence, or null. */
export function brokenServicePremise(
  { arm, case: { client, trust } }: ServiceStep,
  version: string,
  job: ServiceJob,
  answer: ServiceAnswer,
  server: ServerCounts,
): string | null {
  const arrivals = job.arrivalsNs.length;
  const answered = answer.latencyUs.filter((one) => one !== null).length;
  const exact: readonly Fact[] = [
    ["runtime version", answer.runtimeVersion, version],
    ["arrivals", answer.latencyUs.length, arrivals],
    ["started arrivals", answer.lateUs.length, arrivals],
    ["probes", answer.probeLateUs.length, job.probesNs.length],
    ["readings of the CPU clock", answer.marks.cpuNs.length, job.marksNs.length],
    ["times of readings", answer.marks.atNs.length, job.marksNs.length],
    ["resumed handshakes at the server", server.resumedHandshakes, 0],
  ];
  const broken = firstUnequal(exact) ?? (arm === "control" ? null : wrongPackage(client, answer));
  if (broken !== null) return broken;
  // One that got no response may have reached the server, or not.
  const least = arm === "control" ? 0 : answered;
  const most = arm === "control" ? 0 : arrivals;
  return outside(server, least, most, trust === "mtls");
}

function outside(server: ServerCounts, least: number, most: number, isMutual: boolean): string | null {
  const counted: readonly [string, number][] = [
    ["requests", server.requests],
    ["connections", server.connections],
    ["full handshakes", server.fullHandshakes],
    ["client certificates", isMutual ? server.clientCertificates : least],
  ];
  for (const [name, got] of counted) {
    if (got >= least && got <= most) continue;
    const wanted = least === most ? String(most) : `from ${least} to ${most}`;
    return `expected ${name} at the server to be ${wanted}, got ${got}`;
  }
  return null;
}
