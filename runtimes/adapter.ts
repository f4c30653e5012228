/**
 * What a runtime and a client must say of themselves to be measured. The core never asks which runtime it is on:
 * adapters carry the same exports, and "unsupported" is a value with a reason.
 */
import type { RuntimeName } from "../src/core/model.ts";
import type { ClientFacts, RuntimeFacts, Unsupported } from "../src/core/runtime-facts.ts";

/** What an application writes: PEM text. An absent `ca` means the runtime's own roots. */
export interface TlsOptions {
  ca?: string[];
  cert?: string;
  key?: string;
}

/** What a client is made from: its own options, or a context object that others share. */
export type Source =
  | { readonly options: TlsOptions; readonly context?: never }
  | { readonly context: object; readonly options?: never };

export interface Target {
  /** An address or a name; the fixture is always `127.0.0.1`, so that no resolver is in the measurement. */
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

/** Called when the TLS handshake is complete, by clients that can see it. */
export type OnConnected = () => void;

/** Whether the client is made for one request, or is the one that `reused-client` keeps. */
export type Lifetime = "one-request" | "many-requests";

/** One client API. A handle is what the API calls a client. */
export interface Client {
  /** Build the TLS-context object that `shared` gives to every client. */
  makeContext?(options: TlsOptions): object;
  /** Construct a client. Must not touch the network. */
  create(source: Source, target: Target, lifetime: Lifetime): unknown;
  /** One GET over the client, with the body read; returns the status. Connects first where it is not connected. */
  request(handle: unknown, target: Target, onConnected: OnConnected): Promise<number>;
  close(handle: unknown): Promise<void> | void;
  /** Which package answered, for clients that a runtime may replace by its own. */
  packageThatRan?(): string;
}

/** What a client file exports: its facts, and the client itself. */
export interface ClientModule {
  readonly facts: Omit<ClientFacts, "name">;
  readonly client: Client;
}

export interface Adapter {
  readonly name: RuntimeName;
  /** One line a client. Each is loaded by name, so that a process holds only the client that it measures. */
  readonly clients: Readonly<Record<string, () => Promise<{ readonly default: ClientModule }>>>;
  /** What only newer versions can do: the tables of an older one say so, with the version that has it. */
  readonly since?: readonly Since[];
  describe(): RuntimeDescription;
}

/** A feature of some clients, and the first version of the runtime that has it. */
export interface Since extends Omit<Unsupported, "reason"> {
  readonly clients: readonly string[];
  readonly version: string;
  /** e.g. `a context object in the Agent's options` */
  readonly feature: string;
}

/** What a runtime knows of itself; the core adds what it sees from outside. */
export type RuntimeDescription = Pick<
  RuntimeFacts,
  "version" | "tlsLibrary" | "defaultRoots" | "extraCaVariable"
>;
