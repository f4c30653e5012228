/** Why a stopped run cannot go on here and now: everything that is not as it was when it began. */
import { differentFacts } from "../comparison/header-facts.ts";
import { buildName } from "../model.ts";
import type { Header } from "../records.ts";
import type { RuntimeFacts } from "../runtime-facts.ts";

/** Sentences; empty where nothing is known to differ. `now` is the header of a run that would begin at this moment. */
export function resumeDifferences(then: Header, now: Header): string[] {
  const facts = differentFacts(then, now).map(
    ({ what, one, other }) => `${what} was ${one} and is ${other} now`,
  );
  // Without it two states of the code without a commit of their own cannot be told apart.
  const isUnhashed = then.codeSha256 === undefined;
  return [
    ...runtimeDifferences(then.runtimes, now),
    ...facts,
    ...(isUnhashed ? ["the file does not say which code measured it: it is of an older version"] : []),
  ];
}

function runtimeDifferences(then: readonly RuntimeFacts[], now: Header): string[] {
  const found = new Map(now.runtimes.map((facts) => [buildName(facts), facts]));
  return then.flatMap((facts) => {
    const name = buildName(facts);
    const other = found.get(name);
    if (other)
      return factsOf(facts).flatMap((fact, index) => differenceOf(fact, factsOf(other)[index]!, name));
    const missing = now.missingRuntimes.find(({ runtime }) => runtime === facts.runtime);
    return [`${name} is not there${missing ? `: ${missing.reason}` : ""}`];
  });
}

type Fact = readonly [what: string, value: string];

/** What decides what is measured: its clients are those of the code, but what they can do is asked of the runtime. */
function factsOf(facts: RuntimeFacts): readonly Fact[] {
  const { version, binarySha256, source, tlsLibrary, defaultRoots, clients } = facts;
  return [
    ["version", version],
    ["executable (SHA-256)", binarySha256],
    ["origin", source],
    ["TLS library", tlsLibrary],
    ["own roots", `${defaultRoots.count ?? "unknown"} from ${defaultRoots.source}`],
    ["clients, as they describe themselves,", JSON.stringify(clients)],
  ];
}

function differenceOf([what, one]: Fact, [, other]: Fact, name: string): string[] {
  if (one === other) return [];
  const isLong = one.length > 100 || other.length > 100;
  return [isLong ? `${name}'s ${what} are others now` : `${name}'s ${what} was ${one} and is ${other} now`];
}
