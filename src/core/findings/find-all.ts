/** Goes through stored data for all that deserves a report, one for each cause, the strongest first. */
import { analyseRun } from "../analyse-run.ts";
import { comparesBuilds } from "../comparison/build-pairs.ts";
import { growths } from "../memory/growth.ts";
import type { MemoryFile } from "../memory/memory-records.ts";
import { caseId } from "../model.ts";
import type { Run } from "../records.ts";
import { caseKinds, claimOfCase } from "./case-claims.ts";
import { type Finding, UnsupportedClaim } from "./finding.ts";
import { claimOfGrowth } from "./growth-claim.ts";
import { regressions } from "./regressions.ts";

export function findingsOfRun(run: Run): Finding[] {
  if (comparesBuilds(run.header.runtimes)) return oneForEachCause(regressions(run));
  const results = analyseRun(run);
  // A control is no client of anybody's.
  const cases = results.cases.filter(({ of }) => of.trust !== "none");
  return oneForEachCause(
    caseKinds.flatMap((kind) =>
      cases.flatMap((result) => supported(() => claimOfCase(kind, { run, results, result }))),
    ),
  );
}

export function findingsOfMemory(file: MemoryFile): Finding[] {
  const all = growths(file);
  return oneForEachCause(all.flatMap((growth) => supported(() => claimOfGrowth(growth, all))));
}

export function strongestFirst(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => b.strength - a.strength);
}

/** The strongest, of those with a context of its own where there are some: that is what most code has. */
export function freshFirst(findings: readonly Finding[]): Finding {
  const fresh = findings.filter(({ contexts }) => contexts[0] === "fresh");
  return strongestFirst(fresh.length > 0 ? fresh : findings)[0]!;
}

function supported(claim: () => Finding): Finding[] {
  try {
    return [claim()];
  } catch (error) {
    if (error instanceof UnsupportedClaim) return [];
    throw error;
  }
}

/**
 * The same in several clients of a runtime is taken for one cause, seen best where least is built on top of it: clients
 * come in the adapter's order, the raw ones first; and in a request, which is what applications make. A regression has
 * a head of its own.
 */
function oneForEachCause(findings: readonly Finding[]): Finding[] {
  const causes = Map.groupBy(findings, ({ kind, of, layer, builds }) =>
    [kind, of.runtime, layer, builds?.head].join(" "),
  );
  return [...causes.values()].map((own) => {
    const basic = own.filter(({ of }) => of.client === own[0]!.of.client);
    const requests = basic.filter(({ of }) => of.scenario === "request");
    const shown = freshFirst(requests.length > 0 ? requests : basic);
    const others = new Map(own.map(({ of }) => [caseId(of), of]));
    others.delete(caseId(shown.of));
    return { ...shown, alsoIn: [...others.values()] };
  });
}
