/**
 * The words of the benchmark. Every other module, table and document uses these and no synonyms.
 * A case is runtime × client × trust × scenario; an arm is a case under one context.
 */

/** A JavaScript runtime under test, or the reference beside them. */
export type RuntimeName = "node" | "bun" | "deno" | "python";
/** The JavaScript runtimes: what every command is about where nobody names another. */
export const runtimeNames: readonly RuntimeName[] = ["node", "bun", "deno"];
/**
 * Where the question began, measured by the same protocol to stand beside: Python's httpx. What is not installed is
 * left out of a run and fails nothing, unless somebody asked for it.
 */
export const referenceRuntimes: readonly RuntimeName[] = ["python"];
export const allRuntimes: readonly RuntimeName[] = [...runtimeNames, ...referenceRuntimes];

export function isReference(runtime: RuntimeName): boolean {
  return referenceRuntimes.includes(runtime);
}

/**
 * Which certificate authorities (CAs) the client is given.
 * - `default`: none, so the runtime's own roots apply
 * - `private-ca`: the fixture's CA alone
 * - `bundle`: every Mozilla root of the pinned Node, and the fixture's CA
 * - `mtls`: the fixture's CA, with a client certificate and its key
 * - `none`: no TLS at all; controls only
 */
export type Trust = "default" | "private-ca" | "bundle" | "mtls" | "none";
export const trusts: readonly Trust[] = ["default", "private-ca", "bundle", "mtls", "none"];

/** `create`: construct and close, no network. `request`: construct, handshake, one GET with its body, close. */
export type Scenario = "create" | "request";
export const scenarios: readonly Scenario[] = ["create", "request"];

/**
 * How the client gets its TLS context.
 * - `fresh`: every client builds its own from the same PEM text
 * - `shared`: distinct clients are given one TLS-context object
 * - `shared-options`: distinct clients are given one options object
 * - `distinct`: like fresh, but the PEM bytes differ each time, so a cache keyed by content cannot help
 * - `reused-client`: no new client at all
 * - `extra-ca`: like fresh, in a process that was started with the fixture's CA added to the default roots;
 *   the control that shows whether the environment variable itself changes the cost of `default`
 */
export type Context = "fresh" | "shared" | "shared-options" | "distinct" | "reused-client" | "extra-ca";
export const contexts: readonly Context[] = [
  "fresh",
  "shared",
  "shared-options",
  "distinct",
  "reused-client",
  "extra-ca",
];

/**
 * The contexts that are compared with `fresh`. `reused-client` is not: it makes one handshake where `fresh` makes one
 * an operation, and a ratio of unequal work says nothing about the context.
 */
export const comparedContexts: readonly Context[] = ["shared", "shared-options", "distinct", "extra-ca"];

/** What is measured, apart from how the client gets its context. */
export interface Case {
  readonly runtime: RuntimeName;
  /** A client of that runtime's adapter, e.g. `node:https`. */
  readonly client: string;
  readonly trust: Trust;
  readonly scenario: Scenario;
}

/** Which executable: a runtime, and which build of it where a run compares several. */
export interface Build {
  readonly runtime: RuntimeName;
  /** The build's name, e.g. `node@22.23.3`; absent in a run that has one build of each runtime. */
  readonly build?: string | undefined;
}

/** A case under one context, on one build: what one process measures. */
export interface Arm extends Case, Build {
  readonly context: Context;
}

/** `node@22.23.3`, or `node` in a run that has one build of each runtime. */
export function buildName({ runtime, build }: Build): string {
  return build ?? runtime;
}

/** `node/node:https/bundle/create` */
export function caseId(of: Case): string {
  return `${of.runtime}/${of.client}/${of.trust}/${of.scenario}`;
}

/** `node/node:https/bundle/create/fresh`, or `node@22.23.3/node:https/bundle/create/fresh` */
export function armId(of: Arm): string {
  return `${buildName(of)}/${of.client}/${of.trust}/${of.scenario}/${of.context}`;
}
