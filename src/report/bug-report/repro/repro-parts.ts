/** What the kinds of repros have in common: which CAs a client is given, and how a script starts itself again. */
import type { Case, RuntimeName } from "../../../core/model.ts";

/** What differs between the kinds; each is text of JavaScript. */
export interface KindCode {
  /** The function `measure()`, which a process of its own runs for an arm and which prints one line of JSON. */
  readonly measure: string;
  /** Statements that run arms by `run(arm)`, print what they say and declare `present`. */
  readonly compare: string;
  /** Of the line that says how to run it; words after the file's name. */
  readonly usage?: string;
  /** The program of an arm: an expression, in which `arm` is known. */
  readonly executable?: string;
  readonly needsCollection?: boolean;
  /** The function `use()` in the place of the client's. */
  readonly use?: string;
}

/** Words between the executable and the script's name. */
export function runWords(runtime: RuntimeName, needsCollection = false): string[] {
  switch (runtime) {
    case "deno":
      return ["run", "--allow-all", ...(needsCollection ? ["--v8-flags=--expose-gc"] : [])];
    case "node":
      return needsCollection ? ["--expose-gc"] : [];
    default:
      return [];
  }
}

/** The CAs of a client, as an expression; a client without a server is given roots, which need no file. */
export function caExpression({ trust, scenario }: Case): string {
  const own = scenario === "create" ? "tls.rootCertificates[0]" : 'readFileSync(cert, "utf8")';
  switch (trust) {
    case "default":
      return "undefined";
    case "bundle":
      return `[...tls.rootCertificates, ${own}]`;
    default:
      return `[${own}]`;
  }
}

/** The variable that adds a CA to the runtime's own roots, as its adapter tells it to the workers. */
export function extraCaVariable(runtime: RuntimeName): string {
  return runtime === "deno" ? "DENO_CERT" : "NODE_EXTRA_CA_CERTS";
}

/** One CA, whatever the case is given. */
export function oneCaExpression({ scenario }: Case): string {
  return caExpression({ runtime: "node", client: "", trust: "private-ca", scenario });
}
