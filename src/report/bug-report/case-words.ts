/** A case in the words of somebody who does not know this suite; and what the words of its tables mean. Plain text. */
import type { Finding } from "../../core/findings/finding.ts";
import type { Case, Scenario, Trust } from "../../core/model.ts";

const scenarioWords: Readonly<Record<Scenario, string>> = {
  create: "a client made and closed",
  request: "a request on a new connection",
};

/** A trust that is new here is called by its name. */
const trustWords: Readonly<Partial<Record<Trust, string>>> = {
  default: "with the built-in roots",
  "private-ca": "with one CA",
  bundle: "with Mozilla's roots as CAs",
  mtls: "with one CA and a client certificate",
  none: "without TLS",
};

/** `node:tls, a request on a new connection with one CA` */
export function caseText({ client, scenario, trust }: Pick<Case, "client" | "scenario" | "trust">): string {
  return `${client}, ${scenarioWords[scenario]} ${trustWords[trust] ?? `with ${trust}`}`;
}

/** The words of the small table, for those who see it alone. Markdown without anybody's words in it. */
export function legendText({ kind, contexts }: Pick<Finding, "kind" | "contexts">): string {
  switch (kind) {
    case "regression":
      return contexts[0] === "shared"
        ? "The versions ran in every round, each client given one context that was made before; above 1 the later version is slower."
        : "The versions ran in every round, each client building a context of its own; above 1 the later version is slower.";
    case "roots-parsed-again":
      return "*default*: the client is given no CA and trusts the built-in roots; *private-ca*: it is given one CA. *fresh*: each client builds its own context.";
    case "wall-above-cpu":
      return "*fresh*: a client for each request. *wall*: from its construction to its close; *CPU*: what its process computes in that time.";
    case "memory-kept":
      return "By how much the process's resident memory grows with each client that was made and closed, garbage collected.";
    case "sharing-saves-nothing":
      return "*fresh*: each client is given the CAs and builds a context of its own; *shared*: all clients are given one context object. *private-ca*: one CA in place of the bundle's, which is what is to be saved.";
    default:
      return "*fresh*: each client is given the CAs and builds a context of its own; *shared*: all clients are given one context object.";
  }
}
