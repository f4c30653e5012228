/**
 * The shapes of a results file as a validator. Each schema is declared to be of its type in core, so that the two cannot
 * drift; the published JSON Schema is generated from it.
 */
import { z } from "zod";
import { mostAttempts, mostRounds } from "../core/file-limits.ts";
import { allRuntimes, contexts, scenarios, trusts } from "../core/model.ts";
import type {
  Check,
  Finish,
  Header,
  IntervalCost,
  Measurement,
  Observation,
  Plan,
  RunRecord,
  ServerCounts,
} from "../core/records.ts";
import { selftestChecks, studyNames } from "../core/records.ts";
import type { ClientFacts, RuntimeFacts } from "../core/runtime-facts.ts";
import { stageNames } from "../core/runtime-facts.ts";
import { machine } from "./machine-schema.ts";
import { count, nanoseconds, resume, shard } from "./parts-schema.ts";
import { expectWholeStages } from "./whole-stages.ts";

export const roundCount = count.min(1).max(mostRounds);
export const runtime = z.enum(allRuntimes);
const build = z.string().optional();
const trust = z.enum(trusts);
export const scenario = z.enum(scenarios);
export const context = z.enum(contexts);
const stage = z.enum(stageNames);
const nanosecondColumn = z.array(nanoseconds).nullable();

const defaultRoots = z.object({ count: count.nullable(), source: z.string() });

const clientFacts: z.ZodType<ClientFacts> = z.object({
  name: z.string(),
  kind: z.enum(["client", "control"]),
  api: z.string(),
  sharedObject: z.string().nullable(),
  givenCa: z.enum(["replaces", "adds"]).nullable(),
  defaultRoots: defaultRoots.optional(),
  protocol: z.literal("h2").optional(),
  remark: z.string().optional(),
  notHeld: z.string().optional(),
  stages: z.array(stage),
  unsupported: z.array(
    z.object({
      scenario: scenario.optional(),
      context: context.optional(),
      trust: trust.optional(),
      reason: z.string(),
    }),
  ),
});

export const describedFacts = {
  runtime,
  version: z.string(),
  tlsLibrary: z.string(),
  defaultRoots,
  extraCaVariable: z.string(),
  clockStepNs: nanoseconds,
  clients: z.array(clientFacts),
};

const runtimeFacts: z.ZodType<RuntimeFacts> = z.object({
  ...describedFacts,
  build,
  slowDown: z.number().nonnegative().optional(),
  strippedWorker: z.object({ undici: z.string().nullable() }).optional(),
  binarySha256: z.string(),
  source: z.string(),
});

const header: z.ZodType<Header> = z.object({
  kind: z.literal("header"),
  schemaVersion: count,
  runId: z.string().regex(/^[0-9]{8}-[0-9]{4}-[0-9a-f]{8}$/),
  startedAt: z.string(),
  commandLine: z.array(z.string()),
  gitCommit: z.string().nullable(),
  gitDirty: z.boolean().nullable(),
  codeSha256: z.string().optional(),
  seed: count,
  mode: z.enum(["full", "quick", "url"]),
  selftest: z.object({ check: z.enum(selftestChecks) }).optional(),
  study: z.enum(studyNames).optional(),
  shard: shard.optional(),
  url: z.string().nullable(),
  machine,
  runtimes: z.array(runtimeFacts),
  missingRuntimes: z.array(z.object({ runtime, reason: z.string() })),
  packages: z.object({ mitata: z.string(), undici: z.string() }),
  fixture: z
    .object({
      serverRuntime: z.string(),
      bundleCount: count,
      bundleSha256: z.string(),
      keyAlgorithm: z.string(),
      tlsVersion: z.string(),
      keyExchange: z.string(),
      sessionTickets: z.boolean(),
    })
    .nullable(),
  scrubbedEnvironment: z.array(z.string()),
  setEnvironment: z.record(z.string(), z.string()),
  warnings: z.array(z.string()),
});

export const caseFields = { runtime, client: z.string(), trust, scenario };
export const arm = z.object({ ...caseFields, build, context });
/** Of a planned case: what a run's and a study's have alike. */
export const plannedCaseFields = {
  id: z.string(),
  unsupported: z.array(z.object({ context, reason: z.string() })),
  warmupOperations: count,
};

const plan: z.ZodType<Plan> = z.object({
  kind: z.literal("plan"),
  rounds: roundCount,
  exploratory: z.boolean(),
  cases: z.array(
    z.object({
      ...plannedCaseFields,
      of: z.object(caseFields),
      arms: z.array(arm),
      timedOperations: count,
      busyLoopNs: z.record(z.string(), nanoseconds).optional(),
      excluded: z.string().nullable(),
    }),
  ),
  familySize: count,
  wholePlan: z.array(z.string()).optional(),
});

const check: z.ZodType<Check> = z.object({
  kind: z.literal("check"),
  runtime,
  build,
  client: z.string(),
  trust,
  context,
  premise: z.enum(["accepts", "refuses"]),
  passed: z.boolean(),
  detail: z.string(),
});

export const serverCounts: z.ZodType<ServerCounts> = z.object({
  connections: count,
  fullHandshakes: count,
  resumedHandshakes: count,
  requests: count,
  clientCertificates: count,
  failedHandshakes: count,
  cpuNs: nanoseconds,
});

export const intervalCost: z.ZodType<IntervalCost> = z.object({
  wallNs: nanoseconds,
  cpuUserNs: nanoseconds,
  cpuSystemNs: nanoseconds,
});

const measurementFields: z.ZodType<Measurement> = z.object({
  coldNs: nanoseconds,
  warmupNs: z.array(nanoseconds),
  operationNs: z.array(nanoseconds).min(1),
  stages: z
    .object({
      created: nanosecondColumn,
      connected: nanosecondColumn,
      responded: nanosecondColumn,
      closed: nanosecondColumn,
    })
    .nullable(),
  loop: intervalCost,
  collectionBefore: intervalCost,
  collectionAfter: intervalCost,
  cpuResolutionNs: nanoseconds,
  peakRssBytes: count,
  startupNs: nanoseconds,
  runtimeVersion: z.string(),
  packageThatRan: z.string().nullable(),
});
export const measurement = measurementFields.superRefine(expectWholeStages);

const observationBase = {
  kind: z.literal("observation"),
  round: count.min(1),
  armId: z.string(),
  attempt: count.min(1).max(mostAttempts),
  processNs: nanoseconds,
};

const observation: z.ZodType<Observation> = z.discriminatedUnion("status", [
  z.object({
    ...observationBase,
    status: z.literal("valid"),
    measurement,
    server: serverCounts.nullable(),
  }),
  z.object({
    ...observationBase,
    status: z.literal("failed"),
    fault: z.enum(["worker", "premise", "harness"]),
    reason: z.string(),
    stderr: z.string(),
    measurement: measurement.nullable(),
    server: serverCounts.nullable(),
  }),
]);

const finish: z.ZodType<Finish> = z.object({
  kind: z.literal("finish"),
  finishedAt: z.string(),
  elapsedNs: nanoseconds,
  failedObservations: count,
});

/** Validators of a results file's lines, by the line's `kind`. */
export const recordSchemas = { header, plan, check, observation, resume, finish } as const;

/** The JSON Schema (2020-12) of one line of a results file. */
export function publishedSchema(): object {
  const line: z.ZodType<RunRecord> = z.union(Object.values(recordSchemas));
  return {
    $comment: "Generated from src/run/schema.ts by `npm run -s ctxcost -- generate`.",
    title: "A line of a ctxcost results file",
    ...z.toJSONSchema(line),
  };
}
