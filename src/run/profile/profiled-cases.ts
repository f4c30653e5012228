/** Which cases the study of profiles has, from what the user asked for. */
import { type Case, type Context, caseId, type Scenario, type Trust } from "../../core/model.ts";
import type { ProfiledCase, ProfilePlan } from "../../core/profile/profile-records.ts";
import type { RuntimeFacts } from "../../core/runtime-facts.ts";
import { type SelectedCase, selectCases } from "../plan.ts";

export interface ProfileSelection {
  /** Absent: the cases that show where each runtime builds its contexts. */
  readonly clients?: readonly string[] | undefined;
  readonly trusts?: readonly Trust[] | undefined;
  readonly scenarios?: readonly Scenario[] | undefined;
  /** Before and after; absent: `fresh` and `shared`, or `shared-options` where the API takes no context. */
  readonly contexts?: readonly [Context, Context] | undefined;
}

export type ChosenCase = Omit<ProfiledCase, "warmupOperations" | "timedOperations">;

/**
 * Where nothing is asked for: requests of each runtime's clients, and the raw construction. Of the reference, which
 * builds its context at construction, both; with its own roots, where its question began.
 */
const ordinary: readonly (Pick<Case, "client" | "scenario"> & { readonly trust?: Trust })[] = [
  { client: "node:https", scenario: "request" },
  { client: "undici", scenario: "request" },
  { client: "fetch", scenario: "request" },
  { client: "node:tls", scenario: "create" },
  { client: "httpx.Client", scenario: "request", trust: "default" },
  { client: "httpx.Client", scenario: "create", trust: "default" },
];

function ordinaryTrust(client: string): Trust {
  return ordinary.find((one) => one.client === client)?.trust ?? "bundle";
}

export function chooseCases(
  facts: readonly RuntimeFacts[],
  selection: ProfileSelection,
): { readonly chosen: readonly ChosenCase[]; readonly notProfiled: ProfilePlan["notProfiled"] } {
  const { clients, trusts, scenarios } = selection;
  const selected = selectCases(facts, { clients, trusts, scenarios: scenarios ?? ["create", "request"] });
  const asked = selected.filter(({ of }) => isAskedFor(of, selection));
  const chosen: ChosenCase[] = [];
  const notProfiled: { id: string; reason: string }[] = [];
  for (const one of asked) {
    const contexts = contextsOf(one, selection.contexts);
    if (typeof contexts === "string") notProfiled.push({ id: one.id, reason: contexts });
    else chosen.push({ id: caseId(one.of), of: one.of, before: contexts[0], after: contexts[1] });
  }
  return { chosen, notProfiled };
}

/** A client without a scenario is asked for its request: where the work is done differs, the request holds it. */
function isAskedFor(
  { client, scenario, trust }: Case,
  { clients, trusts, scenarios }: ProfileSelection,
): boolean {
  if (trusts === undefined && trust !== ordinaryTrust(client)) return false;
  if (clients) return scenarios !== undefined || scenario === "request";
  return ordinary.some(
    (one) => one.client === client && (scenarios !== undefined || one.scenario === scenario),
  );
}

/** Two contexts, or why there are none. */
function contextsOf(
  { arms, unsupported }: SelectedCase,
  asked: readonly [Context, Context] | undefined,
): readonly [Context, Context] | string {
  const has = (context: Context) => arms.some((arm) => arm.context === context);
  const after = has("shared") ? "shared" : "shared-options";
  const contexts = asked ?? (["fresh", after] as const);
  const absent = contexts.find((context) => !has(context));
  if (absent === undefined) return contexts;
  const reason = unsupported.find(({ context }) => context === absent)?.reason;
  return `${absent}: ${reason ?? "this case has no such context"}`;
}
