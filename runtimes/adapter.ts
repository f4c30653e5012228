/**
 * What a runtime and a client must say of themselves to be measured. The core never asks which runtime it is on:
 * adapters carry the same exports, and "unsupported" is a value with a reason.
 */
import type { RuntimeName } from "../src/core/model.ts";
import type { ClientFacts, RuntimeFacts } from "../src/core/records.ts";

/** What an application writes: PEM text. An absent `ca` means the runtime's own roots. */
export interface TlsOptions {
  ca?: string[];
  cert?: string;
  key?: string;
}

/** What a client is made from: its own options, or a context object that others share. */
export type Source =
  | { readonly options: TlsOptions; readonly context?: undefined }
  | { readonly context: unknown; readonly options?: undefined };

export interface Target {
  /** An address or a name; the fixture is always `127.0.0.1`, so that no resolver is in the measurement. */
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

/** Called when the TLS handshake is complete, by clients that can see it. */
export type OnConnected = () => void;

/** One client API. `Handle` is what the API calls a client. */
export interface Client<Handle = unknown> {
  /** Build the TLS-context object that `shared` gives to every client. */
  makeContext?(options: TlsOptions): unknown;
  /** Construct a client. Must not touch the network. */
  create(source: Source, target: Target): Handle;
  /** One GET over the client, with the body read; returns the status. Connects first where it is not connected. */
  request(handle: Handle, target: Target, onConnected: OnConnected): Promise<number>;
  close(handle: Handle): Promise<void> | void;
  /** Which package answered, for clients that a runtime may replace by its own. */
  packageThatRan?(): string;
}

/** A client's facts, and how to load it: only the arm's own client is ever loaded. */
export interface ClientEntry {
  readonly facts: ClientFacts;
  load(): Promise<Client>;
}

export interface Adapter {
  readonly name: RuntimeName;
  readonly clients: readonly ClientEntry[];
  describe(): Omit<RuntimeFacts, "runtime" | "binarySha256" | "source" | "clients" | "clockStepNs">;
}
