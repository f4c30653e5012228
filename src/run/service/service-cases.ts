/** Which cases the study of a service has: a declared set, or what the user named. */
import type { RuntimeName, Trust } from "../../core/model.ts";
import type { RuntimeFacts } from "../../core/runtime-facts.ts";
import type { ServiceArm, ServiceCase } from "../../core/service/service-records.ts";
import { type SelectedCase, selectCases } from "../plan.ts";
import { UsageError } from "../unknown-word.ts";

/** The part of a case that no calibration is needed for. */
export type UncalibratedCase = Pick<ServiceCase, "runtime" | "client" | "trust" | "arms" | "notShared">;

/**
 * Declared before anything was measured at a rate, by what requests cost in the tables: on each runtime the client of
 * Node's own API, with the bundle; one CA where that still costs something (Node); the other client that applications
 * use (undici; Deno's fetch, which takes no context, so that there is nothing to be saved: a control). Of the reference the client that an asyncio service uses.
 */
const declared: Readonly<Record<RuntimeName, readonly { client: string; trusts: readonly Trust[] }[]>> = {
  node: [
    { client: "node:https", trusts: ["bundle", "private-ca"] },
    { client: "undici", trusts: ["bundle"] },
  ],
  bun: [{ client: "node:https", trusts: ["bundle"] }],
  deno: [
    { client: "node:https", trusts: ["bundle"] },
    { client: "fetch", trusts: ["bundle"] },
  ],
  python: [{ client: "httpx.AsyncClient", trusts: ["bundle"] }],
};

export interface ServiceSelection {
  readonly clients?: readonly string[] | undefined;
  readonly trusts?: readonly Trust[] | undefined;
}

export function selectServiceCases(
  facts: readonly RuntimeFacts[],
  { clients, trusts }: ServiceSelection,
): UncalibratedCase[] {
  const placeOf = ({ runtime, trust }: UncalibratedCase) =>
    2 * facts.findIndex((one) => one.runtime === runtime) + (trust === "bundle" ? 0 : 1);
  const selection = { clients, trusts, scenarios: ["request"], withoutControls: true } as const;
  const selected = selectCases(facts, selection)
    .filter(({ of }) => isWanted(of, { clients, trusts }))
    .flatMap(withArms)
    // The bundle first, of which the study is.
    .sort((a, b) => placeOf(a) - placeOf(b));
  if (selected.length > 0) return selected;
  const asked = [clients && `--client ${clients.join(",")}`, trusts && `--trust ${trusts.join(",")}`]
    .filter((word) => word !== undefined)
    .join(" ");
  throw new UsageError(
    `${asked || "service"}: no runtime that is here has such a case; expected at least one, see \`ctxcost list\``,
  );
}

function isWanted({ runtime, client, trust }: SelectedCase["of"], { clients, trusts }: ServiceSelection) {
  const own = declared[runtime].find((one) => one.client === client);
  if (clients) return trusts !== undefined || trust === "bundle";
  return own !== undefined && (trusts !== undefined || own.trusts.includes(trust));
}

/** None where a client cannot be made anew for each request. */
function withArms({ of, arms, unsupported }: SelectedCase): UncalibratedCase[] {
  const contexts = arms.map(({ context }) => context);
  if (!contexts.includes("fresh")) return [];
  const { runtime, client, trust } = of;
  const isShared = contexts.includes("shared");
  if (!isShared && !contexts.includes("shared-options")) return [];
  const other: ServiceArm = isShared ? "shared" : "shared-options";
  const reason = unsupported.find(({ context }) => context === "shared")?.reason;
  const notShared = isShared ? null : (reason ?? "the client takes no context object");
  return [{ runtime, client, trust, arms: ["fresh", other, "control"], notShared }];
}
