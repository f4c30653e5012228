/** Which cases and arms a run has, from what the runtimes say of their clients and what the user asked for. */

import { buildPairs, comparedBuilds } from "../core/comparison/build-pairs.ts";
import {
  type Arm,
  type Build,
  type Case,
  type Context,
  caseId,
  comparedContexts,
  isReference,
  type Scenario,
  scenarios,
  type Trust,
  trusts,
} from "../core/model.ts";
import type { ClientFacts, RuntimeFacts } from "../core/runtime-facts.ts";
import { isBesideOthers } from "./reference/arms-beside-others.ts";
import { unknownWord } from "./unknown-word.ts";

/** Of a run whose user names no other number: the fewest that allow a verdict in the family of everything. */
export const defaultRounds = 13;

/** What the user asked for; an absent list means everything. */
export interface Selection {
  readonly clients?: readonly string[] | undefined;
  readonly trusts?: readonly Trust[] | undefined;
  readonly scenarios?: readonly Scenario[] | undefined;
  readonly contexts?: readonly Context[] | undefined;
  /** Without the controls, which are of the fixture: a server of `--url` has no plain HTTP at its port. */
  readonly withoutControls?: boolean | undefined;
  /** Of the reference only what is measured beside the others; in a run of everything. */
  readonly besideOthers?: boolean | undefined;
}

/** A case before calibration has fixed its numbers of operations. */
export interface SelectedCase {
  readonly of: Case;
  readonly id: string;
  readonly arms: readonly Arm[];
  readonly unsupported: readonly { readonly context: Context; readonly reason: string }[];
}

type Described = Build & Pick<RuntimeFacts, "clients">;

/** All cases of the runtimes under the selection, in the order of the tables. Throws for a client that none has. */
export function selectCases(runtimes: readonly Described[], selection: Selection): SelectedCase[] {
  expectKnownClients(selection.clients ?? [], runtimes);
  const cases = new Map<string, SelectedCase>();
  for (const one of runtimes.flatMap((facts) => casesOf(facts, selection))) {
    const known = cases.get(one.id);
    cases.set(one.id, known ? together(known, one) : one);
  }
  return [...cases.values()];
}

/** The builds of a runtime are compared arm by arm: those of a case are neighbours in time. */
function together(first: SelectedCase, second: SelectedCase): SelectedCase {
  return {
    ...first,
    arms: [...first.arms, ...second.arms],
    unsupported: [...first.unsupported, ...second.unsupported],
  };
}

function casesOf({ runtime, build, clients }: Described, selection: Selection): SelectedCase[] {
  return clients
    .filter((client) => selects(selection.clients, client.name))
    .filter((client) => !(selection.withoutControls && client.kind === "control"))
    .flatMap((client) => casesOfClient({ runtime, build }, client, selection));
}

function expectKnownClients(wanted: readonly string[], runtimes: readonly Described[]): void {
  const known = [...new Set(runtimes.flatMap(({ clients }) => clients.map(({ name }) => name)))];
  for (const client of wanted) {
    if (!known.includes(client)) throw unknownWord("--client", client, known);
  }
}

function casesOfClient(on: Build, client: ClientFacts, selection: Selection): SelectedCase[] {
  const cases: SelectedCase[] = [];
  for (const trust of trustsOf(client, selection.trusts)) {
    for (const scenario of scenarios.filter((name) => selects(selection.scenarios, name))) {
      const selected = selectCase(on, client, trust, scenario, selection);
      if (selected) cases.push(selected);
    }
  }
  return cases;
}

function selects<Value>(list: readonly Value[] | undefined, value: Value): boolean {
  return !list || list.includes(value);
}

function trustsOf(client: ClientFacts, wanted: readonly Trust[] | undefined): readonly Trust[] {
  if (client.kind === "control") return ["none"];
  return trusts.filter((trust) => trust !== "none" && selects(wanted, trust));
}

function selectCase(
  { runtime, build }: Build,
  client: ClientFacts,
  trust: Trust,
  scenario: Scenario,
  { contexts: wanted, besideOthers }: Selection,
): SelectedCase | null {
  const of = { runtime, client: client.name, trust, scenario };
  const arms: Arm[] = [];
  const unsupported: { context: Context; reason: string }[] = [];
  const isPart = besideOthers === true && isReference(runtime);
  const isWanted = (context: Context) => selects(wanted, context) && (!isPart || isBesideOthers(of, context));
  for (const context of contextsOf(client, trust, scenario).filter(isWanted)) {
    const reason = reasonAgainst(client, trust, scenario, context);
    if (reason === null) arms.push({ ...of, ...(build === undefined ? {} : { build }), context });
    else unsupported.push({ context, reason: build === undefined ? reason : `${build}: ${reason}` });
  }
  // A control does one scenario; the other is no gap that a table should show.
  if (arms.length === 0 && client.kind === "control") return null;
  return arms.length + unsupported.length === 0 ? null : { of, id: caseId(of), arms, unsupported };
}

/** The contexts that a case should have, whether or not its client can. */
function contextsOf(client: ClientFacts, trust: Trust, scenario: Scenario): Context[] {
  if (client.kind === "control") return ["fresh"];
  const contexts: Context[] = ["fresh", "shared"];
  if (client.sharedObject === null) contexts.push("shared-options");
  if (trust === "bundle") contexts.push("distinct");
  if (scenario === "request") contexts.push("reused-client");
  if (trust === "default" && scenario === "create") contexts.push("extra-ca");
  return contexts;
}

function reasonAgainst(
  client: ClientFacts,
  trust: Trust,
  scenario: Scenario,
  context: Context,
): string | null {
  const entry = client.unsupported.find(
    (candidate) =>
      selects(candidate.scenario && [candidate.scenario], scenario) &&
      selects(candidate.context && [candidate.context], context) &&
      selects(candidate.trust && [candidate.trust], trust),
  );
  return entry?.reason ?? null;
}

/** Number of pairs on which verdicts may be given: fresh against another context, or a build against the first one. */
export function familySize(cases: readonly SelectedCase[], builds: readonly Build[]): number {
  let pairs = 0;
  for (const { of, arms } of cases) {
    const names = comparedBuilds(builds, of.runtime);
    if (names) {
      pairs += buildPairs(arms, names).length;
      continue;
    }
    if (!arms.some((arm) => arm.context === "fresh")) continue;
    pairs += arms.filter((arm) => comparedContexts.includes(arm.context)).length;
  }
  return pairs;
}
