/** Runs made of numbers that a test chooses: for the tests of the analysis and of the tables. */
import {
  type Arm,
  allRuntimes,
  armId,
  type Case,
  type Context,
  caseId,
  comparedContexts,
  contexts,
} from "./model.ts";
import {
  type FailedObservation,
  type Finish,
  type Header,
  type Measurement,
  type Observation,
  type Plan,
  type PlannedCase,
  type Run,
  type ServerCounts,
  schemaVersion,
  type ValidObservation,
} from "./records.ts";
import { type ClientFacts, type RuntimeFacts, stageNames } from "./runtime-facts.ts";
import { seededRandom } from "./statistics/random.ts";

export interface SyntheticCase extends Partial<Case> {
  /** The arms, each with what its operations take: a number with a scatter of ± 1 % over the rounds, or as given. */
  readonly latencyNs: { readonly [Key in Context]?: number | ((round: number) => number) };
  readonly planned?: Partial<PlannedCase>;
}

export interface SyntheticRun {
  readonly cases: readonly SyntheticCase[];
  readonly rounds?: number;
  readonly header?: Partial<Header>;
  readonly plan?: Partial<Plan>;
  /** What is to be known of a client, by its name. */
  readonly clients?: Readonly<Record<string, Partial<ClientFacts>>>;
  readonly rest?: Partial<Pick<Run, "checks" | "finish">>;
  /** What becomes of an arm's process in a round; several where it was repeated. */
  readonly observe?: (valid: ValidObservation, arm: Arm) => Observation | readonly Observation[];
}

/** Every arm is valid in every round, and 13 rounds, unless told otherwise. */
export function syntheticRun(options: SyntheticRun): Run {
  const { cases, rounds = 13, observe = (valid) => valid } = options;
  const planned = cases.map(planCase);
  const observations: Observation[] = [];
  for (let round = 1; round <= rounds; round++) {
    for (const [index, { arms, excluded, ...counts }] of planned.entries()) {
      if (excluded !== null) continue;
      for (const arm of arms) {
        const latencyNs = latencyOf(arm, cases[index]!, round);
        observations.push(...[observe(syntheticObservation(arm, round, latencyNs, counts), arm)].flat());
      }
    }
  }
  const header = { ...headerDefaults, runtimes: runtimesOf(planned, options), ...options.header };
  const plan: Plan = {
    kind: "plan",
    rounds,
    exploratory: false,
    cases: planned,
    familySize: planned.reduce((sum, one) => sum + pairsOf(one), 0),
    ...options.plan,
  };
  const failedObservations = observations.filter(({ status }) => status === "failed").length;
  const finish: Finish = { kind: "finish", finishedAt: "2026-11-24", elapsedNs: 900e9, failedObservations };
  return { header, plan, checks: [], observations, finish, ...options.rest };
}

function planCase({ latencyNs, planned, ...given }: SyntheticCase): PlannedCase {
  const of: Case = { runtime: "node", client: "node:https", trust: "bundle", scenario: "create", ...given };
  return {
    id: caseId(of),
    of,
    arms: contexts.filter((context) => context in latencyNs).map((context) => ({ ...of, context })),
    unsupported: [],
    warmupOperations: 5,
    timedOperations: 10,
    excluded: null,
    ...planned,
  };
}

/** As the plan counts them. */
function pairsOf({ arms }: PlannedCase): number {
  if (!arms.some(({ context }) => context === "fresh")) return 0;
  return arms.filter(({ context }) => comparedContexts.includes(context)).length;
}

function latencyOf(arm: Arm, { latencyNs }: SyntheticCase, round: number): number {
  const latency = latencyNs[arm.context] ?? 0;
  if (typeof latency === "function") return latency(round);
  // Seeded by the arm and the round: what else is in the run changes nothing.
  const seed = [...`${armId(arm)} ${round}`].reduce((sum, one) => Math.imul(sum, 31) + one.charCodeAt(0), 7);
  return Math.round(latency * (0.99 + 0.02 * seededRandom(seed)()));
}

type Counts = Pick<PlannedCase, "warmupOperations" | "timedOperations">;

/** A process whose every timed operation takes the same; its CPU time is 80 % of its wall time. */
export function syntheticObservation(
  arm: Arm,
  round: number,
  latencyNs: number,
  counts: Counts = { warmupOperations: 5, timedOperations: 10 },
): ValidObservation {
  const measurement = syntheticMeasurement(arm, latencyNs, counts);
  const { startupNs, coldNs, warmupNs, loop } = measurement;
  const processNs = startupNs + coldNs + warmupNs.length * 2 * latencyNs + loop.wallNs + 10e6;
  const server = serverCounts(arm, 1 + counts.warmupOperations + counts.timedOperations);
  return {
    kind: "observation",
    status: "valid",
    round,
    armId: armId(arm),
    attempt: 1,
    processNs,
    measurement,
    server,
  };
}

function syntheticMeasurement(arm: Arm, latencyNs: number, counts: Counts): Measurement {
  const { warmupOperations, timedOperations } = counts;
  const column = (latencies: number) => new Array<number>(timedOperations).fill(latencies * latencyNs);
  const stages = { created: column(0.1), connected: column(0.7), responded: column(0.9), closed: column(1) };
  const wallNs = timedOperations * latencyNs;
  const collection = { wallNs: 1e6, cpuUserNs: 1e6, cpuSystemNs: 0 };
  return {
    coldNs: 5 * latencyNs,
    warmupNs: new Array<number>(warmupOperations).fill(2 * latencyNs),
    operationNs: column(1),
    stages: arm.scenario === "request" ? stages : null,
    loop: { wallNs, cpuUserNs: 0.6 * wallNs, cpuSystemNs: 0.2 * wallNs },
    collectionBefore: collection,
    collectionAfter: collection,
    cpuResolutionNs: 1000,
    peakRssBytes: 64 * 1024 ** 2,
    startupNs: 40e6,
    runtimeVersion: "1.2.3",
    packageThatRan: arm.client.startsWith("undici") ? "undici 8.13.1 (npm)" : null,
  };
}

function serverCounts({ scenario, trust, context }: Arm, operations: number): ServerCounts {
  const requests = scenario === "request" ? operations : 0;
  const connections = context === "reused-client" ? Math.min(1, requests) : requests;
  return {
    connections,
    fullHandshakes: trust === "none" ? 0 : connections,
    resumedHandshakes: 0,
    requests,
    clientCertificates: trust === "mtls" ? connections : 0,
    failedHandshakes: 0,
    cpuNs: requests * 100_000,
  };
}

/** The same observation with other measurements. */
export function measuring(valid: ValidObservation, changes: Partial<Measurement>): ValidObservation {
  return { ...valid, measurement: { ...valid.measurement, ...changes } };
}

/** The same process, failed. */
export function failing(
  { status: _, ...valid }: ValidObservation,
  reason: string,
  fault: FailedObservation["fault"] = "worker",
): FailedObservation {
  return { ...valid, status: "failed", fault, reason, stderr: "", measurement: null, server: null };
}

function runtimesOf(planned: readonly PlannedCase[], { clients = {} }: SyntheticRun): RuntimeFacts[] {
  return allRuntimes.flatMap((runtime): RuntimeFacts[] => {
    const own = planned.filter(({ of }) => of.runtime === runtime);
    const byName = new Map(
      own.map(({ of }) => [of.client, { ...clientDefaults(of), ...clients[of.client] }]),
    );
    return own.length === 0 ? [] : [{ ...runtimeDefaults, runtime, clients: [...byName.values()] }];
  });
}

function clientDefaults({ client, trust }: Case): ClientFacts {
  const isControl = trust === "none";
  return {
    name: client,
    kind: isControl ? "control" : "client",
    api: `the API of ${client}`,
    sharedObject: isControl ? null : "a context",
    givenCa: isControl ? null : "replaces",
    stages: stageNames,
    unsupported: [],
  };
}

const runtimeDefaults = {
  version: "1.2.3",
  binarySha256: "ab".repeat(32),
  source: "npm:synthetic@1.2.3",
  tlsLibrary: "SyntheticSSL 1.0",
  defaultRoots: { count: 140, source: "in the executable" },
  extraCaVariable: "EXTRA_CA",
  clockStepNs: 40,
};

const headerDefaults: Omit<Header, "runtimes"> = {
  kind: "header",
  schemaVersion,
  runId: "20261124-1530-00000007",
  startedAt: "2026-11-24T15:30:00.000Z",
  commandLine: ["npm", "run", "ctxcost", "--", "run"],
  gitCommit: "c".repeat(40),
  gitDirty: false,
  seed: 7,
  mode: "full",
  url: null,
  machine: {
    platform: "linux",
    architecture: "x64",
    kernel: "6.1.0",
    operatingSystem: "Synthetic Linux 1",
    cpuModel: "Synthetic CPU",
    cpuCount: 4,
    governor: null,
    virtualization: null,
    loadAverage: [0.1, 0.2, 0.3],
    memoryBytes: 8 * 1024 ** 3,
    freeMemoryBytes: 4 * 1024 ** 3,
  },
  missingRuntimes: [],
  packages: { mitata: "1.0.34", undici: "8.13.1" },
  fixture: {
    serverRuntime: "npm:synthetic@1.2.3",
    bundleCount: 145,
    bundleSha256: "cd".repeat(32),
    keyAlgorithm: "ECDSA P-256",
    tlsVersion: "TLSv1.3",
    keyExchange: "X25519",
    sessionTickets: false,
  },
  scrubbedEnvironment: [],
  setEnvironment: {},
  warnings: [],
};
