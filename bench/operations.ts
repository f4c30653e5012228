/** One operation of an arm: what happens between the two readings of the clock. */
import { readFileSync } from "node:fs";
import type { Client, Source, Target, TlsOptions } from "../runtimes/adapter.ts";
import type { Context, Scenario } from "../src/core/model.ts";
import type { TrustFiles } from "../src/protocol/job.ts";

export interface OperationTimes {
  /** Time since the operation's start, ns. */
  createdNs: number;
  /** Null where the client did not say that it was connected. */
  connectedNs: number | null;
  respondedNs: number;
  closedNs: number;
}

export interface Operations {
  /** Runs operation `index` (0 is the cold one). */
  run(index: number): Promise<OperationTimes>;
  /** Ends what outlives the operations: the client of `reused-client`. */
  end(): Promise<void>;
}

/** Reads the PEM files of a trust into what an application would write. */
export function readTrust(files: TrustFiles): TlsOptions {
  const options: TlsOptions = {};
  if (files.caFile) options.ca = JSON.parse(readFileSync(files.caFile, "utf8")) as string[];
  if (files.certificateFile) options.cert = readFileSync(files.certificateFile, "utf8");
  if (files.keyFile) options.key = readFileSync(files.keyFile, "utf8");
  return options;
}

/**
 * The source of every operation's client, made before anything is timed. `first` is the number of the first one, for
 * whoever makes them in parts: the bytes of `distinct` differ by the number.
 */
export function makeSources(
  client: Client,
  context: Context,
  trust: TlsOptions,
  count: number,
  first = 0,
): Source[] {
  switch (context) {
    case "shared": {
      if (!client.makeContext) throw new Error(`make the shared context: the client has none to share`);
      const shared = { context: client.makeContext(trust) };
      return Array.from({ length: count }, () => shared);
    }
    case "shared-options":
    case "reused-client": {
      const shared = { options: trust };
      return Array.from({ length: count }, () => shared);
    }
    case "distinct":
      return Array.from({ length: count }, (_, index) => ({ options: distinctBytes(trust, first + index) }));
    case "fresh":
    case "extra-ca":
      return Array.from({ length: count }, () => ({ options: copyOf(trust) }));
  }
}

/** New objects around the same text, as a literal in an application's code would make. */
function copyOf(trust: TlsOptions): TlsOptions {
  return trust.ca ? { ...trust, ca: [...trust.ca] } : { ...trust };
}

/** The same certificates in other bytes: RFC 7468, 2 lets a PEM text have explanatory lines before it. */
function distinctBytes(trust: TlsOptions, index: number): TlsOptions {
  const ca = trust.ca ?? [];
  // By way of a Buffer: a concatenated string is a tree that the first reader flattens, inside the timed section.
  return { ...trust, ca: ca.map((pem) => Buffer.from(`# ${index}\n${pem}`).toString()) };
}

interface Setting {
  readonly client: Client;
  readonly scenario: Scenario;
  readonly context: Context;
  readonly target: Target;
  readonly sources: readonly Source[];
  readonly now: () => number;
  /** See the job. */
  readonly busyLoopNs: number;
}

/** The operations of an arm, in the order in which `run` is called. */
export function makeOperations(setting: Setting): Operations {
  if (setting.context === "reused-client") return reusedClientOperations(setting);
  return { run: setting.scenario === "create" ? createOperation(setting) : requestOperation(setting), end };
  async function end() {}
}

/** A self-test's known slow-down: CPU time that nothing is made with. */
function stayBusy(untilNs: number, now: () => number): void {
  while (now() < untilNs);
}

function createOperation({ client, target, sources, now, busyLoopNs }: Setting): Operations["run"] {
  return async (index) => {
    const source = sources[index]!;
    const start = now();
    if (busyLoopNs > 0) stayBusy(start + busyLoopNs, now);
    const handle = client.create(source, target, "one-request");
    const created = now();
    const closing = client.close(handle);
    if (closing) await closing;
    const closed = now();
    const createdNs = created - start;
    return { createdNs, connectedNs: null, respondedNs: createdNs, closedNs: closed - start };
  };
}

function requestOperation({ client, target, sources, now, busyLoopNs }: Setting): Operations["run"] {
  return async (index) => {
    const source = sources[index]!;
    let connected: number | null = null;
    const onConnected = () => {
      connected = now();
    };
    const start = now();
    if (busyLoopNs > 0) stayBusy(start + busyLoopNs, now);
    const handle = client.create(source, target, "one-request");
    const created = now();
    const status = await client.request(handle, target, onConnected);
    const responded = now();
    const closing = client.close(handle);
    if (closing) await closing;
    const closed = now();
    expectSuccess(status, target);
    return {
      createdNs: created - start,
      connectedNs: connected === null ? null : connected - start,
      respondedNs: responded - start,
      closedNs: closed - start,
    };
  };
}

function reusedClientOperations({ client, target, sources, now, busyLoopNs }: Setting): Operations {
  const handle = client.create(sources[0]!, target, "many-requests");
  return {
    async run() {
      const start = now();
      if (busyLoopNs > 0) stayBusy(start + busyLoopNs, now);
      const status = await client.request(handle, target, () => {});
      const respondedNs = now() - start;
      expectSuccess(status, target);
      return { createdNs: 0, connectedNs: null, respondedNs, closedNs: respondedNs };
    },
    async end() {
      await client.close(handle);
    },
  };
}

function expectSuccess(status: number, target: Target): void {
  if (status < 200 || status > 399) {
    throw new Error(
      `GET ${target.host}:${target.port}${target.path}: expected a 2xx or 3xx status, got ${status}`,
    );
  }
}
