/**
 * Says of a client that none of the measured runtimes has where it is: it may be another runtime's, or of one that is
 * not installed, and then "unknown" would be wrong.
 */
import { allRuntimes, type RuntimeName } from "../core/model.ts";
import type { RuntimeFacts } from "../core/runtime-facts.ts";
import { type DescribedRuntimes, describeRuntimes, pinnedBuilds } from "./describe-runtimes.ts";
import { projectRoot } from "./project.ts";
import type { MissingRuntime } from "./runtime-binary.ts";
import { UsageError, unknownWord } from "./unknown-word.ts";

/** Told without Python, which has to be installed before it can be asked; a test holds them to its worker. */
export const referenceClients: readonly string[] = ["httpx.Client", "httpx.AsyncClient", "ssl"];

type Clients = Pick<RuntimeFacts, "runtime" | "clients">;

/** Throws a UsageError for the first that none of `described` has. The other runtimes are asked only then. */
export async function expectKnownClients(
  wanted: readonly string[],
  { facts, missing }: Pick<DescribedRuntimes, "facts" | "missing">,
): Promise<void> {
  const lacking = wanted.find((client) => runtimesWith(client, facts).length === 0);
  if (lacking === undefined) return;
  const asked = new Set([...facts, ...missing].map(({ runtime }) => runtime));
  const others = await describeRuntimes(
    pinnedBuilds(
      projectRoot,
      allRuntimes.filter((runtime) => !asked.has(runtime)),
    ),
  );
  throw lackingClient(lacking, facts, { facts: others.facts, missing: [...missing, ...others.missing] });
}

/** Of a runtime whose builds are still to be fetched: by its pinned one, where that is installed. */
export async function expectClientOf(runtime: RuntimeName, client: string): Promise<void> {
  const pinned = await describeRuntimes(pinnedBuilds(projectRoot, [runtime]));
  if (pinned.facts.length > 0) await expectKnownClients([client], pinned);
}

export function lackingClient(
  client: string,
  measured: readonly Clients[],
  others: { readonly facts: readonly Clients[]; readonly missing: readonly MissingRuntime[] },
): UsageError {
  const holders = runtimesWith(client, others.facts);
  if (holders.length > 0) {
    const names = [...new Set(measured.map(({ runtime }) => runtime))].join(" and ") || "what is installed";
    return new UsageError(
      `--client ${client}: not a client of ${names}; ${holders.join(" and ")} ${holders.length === 1 ? "has" : "have"} it: --runtime ${holders.join(",")}`,
    );
  }
  const python = others.missing.find(({ runtime }) => runtime === "python");
  if (python && referenceClients.includes(client)) {
    return new UsageError(`--client ${client}: a client of python, the reference, which is ${python.reason}`);
  }
  const known = [...measured, ...others.facts].flatMap(({ clients }) => clients.map(({ name }) => name));
  const absent = others.missing.map(({ runtime, reason }) => `; ${runtime} is ${reason}`).join("");
  const { message } = unknownWord("--client", client, [...new Set(known)]);
  return new UsageError(`${message}${absent}`);
}

function runtimesWith(client: string, facts: readonly Clients[]): RuntimeName[] {
  const own = facts.filter(({ clients }) => clients.some(({ name }) => name === client));
  return [...new Set(own.map(({ runtime }) => runtime))];
}
