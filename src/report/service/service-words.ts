/** What the page, its tables and its picture call a case and its arms. */
import type { RuntimeFacts } from "../../core/runtime-facts.ts";
import type { ServiceArm, ServiceCase } from "../../core/service/service-records.ts";
import type { ServiceArmResult, ServiceResult } from "../../core/service/service-results.ts";
import { runtimeTitle } from "../input.ts";
import { plain } from "../markdown.ts";

/** `Node 26.10.0, node:https, bundle` */
export function caseTitle(
  { runtime, client, trust }: ServiceCase,
  runtimes: readonly RuntimeFacts[],
): string {
  const facts = runtimes.find((one) => one.runtime === runtime);
  return `${facts ? runtimeTitle(facts) : runtime}, ${client}, ${trust}`;
}

/** `Node, node:https, bundle`: the versions stand above the table. */
export function caseCell({ runtime, client, trust }: ServiceCase): string {
  return plain(`${runtime[0]!.toUpperCase()}${runtime.slice(1)}, ${client}, ${trust}`);
}

export function armOf({ arms }: ServiceResult, wanted: ServiceArm): ServiceArmResult | undefined {
  return arms.find(({ arm }) => arm === wanted);
}

/** `shared`, or what stands in for it. */
export function otherArm(result: ServiceResult): ServiceArmResult | undefined {
  return result.arms.find(({ arm }) => arm !== "fresh" && arm !== "control");
}
