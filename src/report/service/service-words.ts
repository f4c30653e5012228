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

/** An arm that was beyond the bound in some of its phases. */
export interface StallingArm {
  readonly arm: ServiceArm;
  /** Phases above the bound, and all valid ones. */
  readonly beyond: number;
  readonly phases: number;
}

export function stallingArms({ arms }: ServiceResult): StallingArm[] {
  return arms
    .filter(({ arm }) => arm !== "control")
    .map(({ arm, figures, validPhases }) => ({
      arm,
      beyond: figures?.latency?.beyondBound ?? 0,
      phases: validPhases,
    }))
    .filter(({ beyond }) => beyond > 0);
}
