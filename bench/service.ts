/**
 * A service under load, and what it costs: arrivals by a schedule, a client for each. Generator and service are one
 * process, as they are where a service calls another for each request that it gets; what the arrivals alone cost is
 * what the control measures.
 */
import { now } from "mitata/src/lib.mjs";
import type { Adapter, Client, Source } from "../runtimes/adapter.ts";
import type { ServiceAnswer, ServiceJob } from "../src/protocol/job.ts";
import { loadClient } from "./load-client.ts";
import { atTimes } from "./open-loop.ts";
import { makeSources, readTrust } from "./operations.ts";
import { describeError } from "./verify.ts";

/** Answers one arrival; resolves when its client is closed. */
type Serve = (onResponse: () => void) => Promise<void>;

export async function serveArrivals(adapter: Adapter, job: ServiceJob): Promise<ServiceAnswer> {
  const { client } = await loadClient(adapter, job.client);
  const serve = job.context === null ? serveNothing : serveBy(client, job, sourcesOf(client, job));
  const ledger = new Ledger(job.arrivalsNs.length);
  const marks = { atNs: [] as number[], cpuNs: [] as number[] };
  const probeLateUs: number[] = [];
  const originNs = now();
  await Promise.all([
    atTimes(now, originNs, job.marksNs, () => {
      marks.cpuNs.push(cpuNs());
      marks.atNs.push(Math.round(now() - originNs));
    }),
    atTimes(now, originNs, job.probesNs, (_index, lateNs) => probeLateUs.push(microseconds(lateNs))),
    atTimes(now, originNs, job.arrivalsNs, (index, lateNs) => {
      // From when it was to start, and not from when it did: see src/core/service/arrivals.ts.
      const scheduledNs = originNs + job.arrivalsNs[index]!;
      const onResponse = () => ledger.answered(index, now() - scheduledNs);
      ledger.started(index, lateNs);
      serve(onResponse).then(
        () => ledger.ended(),
        (error: unknown) => ledger.failed(index, describeError(error)),
      );
    }),
  ]);
  await ledger.settled(job.patienceNs);
  return {
    kind: "served",
    ...ledger.columns(),
    probeLateUs,
    marks,
    wholeNs: Math.round(now() - originNs),
    runtimeVersion: adapter.describe().version,
    packageThatRan: client.packageThatRan?.() ?? null,
    cpuNs: cpuNs(),
  };
}

/** What each arrival's client is made from: one for all, or the same text in a new literal, as in an application. */
function sourcesOf(client: Client, { context, trustFiles }: ServiceJob): () => Source {
  const trust = readTrust(trustFiles);
  // Made when it is needed: the arrays of thousands of arrivals would be in the heap from the start.
  if (context === "fresh") return () => makeSources(client, context, trust, 1)[0]!;
  const source = makeSources(client, context!, trust, 1)[0]!;
  return () => source;
}

async function serveNothing(onResponse: () => void): Promise<void> {
  onResponse();
}

function serveBy(client: Client, { endpoint }: ServiceJob, nextSource: () => Source): Serve {
  return async (onResponse) => {
    const handle = client.create(nextSource(), endpoint, "one-request");
    try {
      const status = await client.request(handle, endpoint, () => {});
      if (status !== 200) throw new Error(`GET ${endpoint.path}: expected status 200, got ${status}`);
      onResponse();
    } finally {
      await client.close(handle);
    }
  };
}

function cpuNs(): number {
  const { user, system } = process.cpuUsage();
  return Math.round((user + system) * 1000);
}

function microseconds(ns: number): number {
  return Math.round(ns / 1e3);
}

/** What became of each arrival. */
class Ledger {
  readonly #latencyUs: (number | null)[];
  readonly #lateUs: number[] = [];
  #open = 0;
  #firstError: string | null = null;
  #onSettled: () => void = () => {};

  constructor(arrivals: number) {
    this.#latencyUs = new Array<number | null>(arrivals).fill(null);
  }

  started(index: number, lateNs: number): void {
    this.#lateUs[index] = microseconds(lateNs);
    this.#open++;
  }

  answered(index: number, latencyNs: number): void {
    this.#latencyUs[index] = microseconds(latencyNs);
  }

  ended(): void {
    this.#open--;
    if (this.#open === 0) this.#onSettled();
  }

  /** Also where it was answered: a client that cannot be closed has not done its work. */
  failed(index: number, reason: string): void {
    this.#latencyUs[index] = null;
    this.#firstError ??= reason;
    this.ended();
  }

  /** When none is awaited any more, or the patience has ended: what is open then got no response. */
  async settled(patienceNs: number): Promise<void> {
    if (this.#open === 0) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    await new Promise<void>((resolve) => {
      this.#onSettled = resolve;
      timer = setTimeout(resolve, patienceNs / 1e6);
    });
    clearTimeout(timer);
    if (this.#open > 0)
      this.#firstError ??= `${this.#open} had no response ${patienceNs / 1e6} ms after the last`;
  }

  columns(): Pick<ServiceAnswer, "latencyUs" | "lateUs" | "firstError"> {
    return { latencyUs: this.#latencyUs, lateUs: this.#lateUs, firstError: this.#firstError };
  }
}
