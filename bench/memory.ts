/** Weighs the clients of one arm in this process: many that are alive at once, or many that are made and closed. */
import { now } from "mitata/src/lib.mjs";
import type { Adapter, Client, Source, TlsOptions } from "../runtimes/adapter.ts";
import type {
  GrowthWork,
  HoldWork,
  MemoryMeasurement,
  MemoryReading,
} from "../src/core/memory/memory-records.ts";
import type { MemoryAnswer, MemoryJob } from "../src/protocol/job.ts";
import { yieldToEventLoop } from "./force-collection.ts";
import { loadClient } from "./load-client.ts";
import { makeOperations, makeSources, readTrust } from "./operations.ts";
import { readMemory, rssSource } from "./resident-memory.ts";

type Weighed = Pick<MemoryMeasurement, "readings" | "closing" | "clients" | "requests">;

export async function weighArm(adapter: Adapter, job: MemoryJob): Promise<MemoryAnswer> {
  const { client } = await loadClient(adapter, job.arm.client);
  const trust = readTrust(job.trustFiles);
  const { work } = job;
  const weighed =
    work.mode === "hold" ? await hold(client, trust, job, work) : await grow(client, trust, job, work);
  return {
    kind: "weighed",
    measurement: {
      ...weighed,
      rssSource: rssSource(),
      runtimeVersion: adapter.describe().version,
      packageThatRan: client.packageThatRan?.() ?? null,
    },
  };
}

/**
 * Each client is connected and kept: most build their context only then. When all have been weighed each is asked once
 * more, and as many new connections at the server as there were clients prove that they, with what they hold, were alive.
 */
async function hold(client: Client, trust: TlsOptions, job: MemoryJob, work: HoldWork): Promise<Weighed> {
  const { warmupClients, steps } = work;
  const clients = warmupClients + steps.at(-1)!;
  const sources = makeSources(client, job.arm.context, trust, clients);
  const connection = { client, target: job.endpoint };
  await closeAll(client, await connectAll(connection, sources.splice(0, warmupClients)));
  const held: unknown[] = [];
  const readings: MemoryReading[] = [];
  for (const step of steps) {
    held.push(...(await connectAll(connection, sources.slice(held.length, step))));
    readings.push(await readMemory(held.length));
  }
  for (const handle of held) await ask(connection, handle);
  const before = await readMemory(held.length);
  await closeAll(client, held);
  const closing = { before, after: await readMemory(0) };
  return { readings, closing, clients, requests: clients + steps.at(-1)! };
}

interface Connection {
  readonly client: Client;
  readonly target: MemoryJob["endpoint"];
}

/** At a time: some APIs wait for a clock in each handshake. */
const connectedTogether = 8;

async function connectAll(connection: Connection, sources: readonly Source[]): Promise<unknown[]> {
  const { client, target } = connection;
  const handles: unknown[] = [];
  for (let first = 0; first < sources.length; first += connectedTogether) {
    const group = sources
      .slice(first, first + connectedTogether)
      .map((source) => client.create(source, target, "many-requests"));
    await Promise.all(group.map((handle) => ask(connection, handle)));
    handles.push(...group);
  }
  return handles;
}

async function ask({ client, target }: Connection, handle: unknown): Promise<void> {
  const status = await client.request(handle, target, () => {});
  if (status !== 200) {
    throw new Error(`GET ${target.host}:${target.port}${target.path}: expected status 200, got ${status}`);
  }
}

/** Takes them out of the array: a caller's frame that waits may keep an array alive that it only passed on. */
async function closeAll(client: Client, handles: unknown[]): Promise<void> {
  while (handles.length > 0) {
    await client.close(handles.pop());
    await yieldToEventLoop();
  }
}

async function grow(client: Client, trust: TlsOptions, job: MemoryJob, work: GrowthWork): Promise<Weighed> {
  const { batches, warmupBatches, operationsPerBatch } = work;
  const readings: MemoryReading[] = [];
  for (let batch = 1; batch <= batches; batch++) {
    const done = batch * operationsPerBatch;
    const first = done - operationsPerBatch;
    await runBatch(client, trust, job, { first, count: operationsPerBatch });
    if (batch >= warmupBatches) readings.push(await readMemory(done));
  }
  const clients = batches * operationsPerBatch;
  return { readings, closing: null, clients, requests: job.arm.scenario === "request" ? clients : 0 };
}

/** Its inputs are made here and are garbage when it returns, so that they do not count as growth. */
async function runBatch(
  client: Client,
  trust: TlsOptions,
  { arm, endpoint }: MemoryJob,
  { first, count }: { readonly first: number; readonly count: number },
): Promise<void> {
  const sources = makeSources(client, arm.context, trust, count, first);
  const operations = makeOperations({ ...arm, client, target: endpoint, sources, now, busyLoopNs: 0 });
  for (let index = 0; index < count; index++) {
    await operations.run(index);
    await yieldToEventLoop();
  }
  await operations.end();
}
