/** Which arms the memory study has, from what the runtimes say of their clients and what the user asked for. */
import { type MemoryMode, memoryModes, type UnsupportedMemory } from "../../core/memory/memory-records.ts";
import { type Arm, armId, type Context, type Scenario, type Trust } from "../../core/model.ts";
import type { RuntimeFacts } from "../../core/runtime-facts.ts";
import { type SelectedCase, selectCases } from "../plan.ts";

/** What the user asked for; an absent list means the study's own. */
export interface MemorySelection {
  readonly clients?: readonly string[] | undefined;
  readonly trusts?: readonly Trust[] | undefined;
  readonly scenarios?: readonly Scenario[] | undefined;
  readonly modes?: readonly MemoryMode[] | undefined;
}

/** What is held is asked of each trust; what is left behind, of the least and the most that a context holds. */
const usualTrusts: Record<MemoryMode, readonly Trust[]> = {
  hold: ["default", "private-ca", "bundle", "mtls"],
  growth: ["private-ca", "bundle"],
};

export interface MemoryArm {
  readonly id: string;
  readonly mode: MemoryMode;
  readonly arm: Arm;
}

export interface MemoryArms {
  /** Each list is run together: arms whose difference is wanted are neighbours in time. */
  readonly groups: readonly (readonly MemoryArm[])[];
  readonly unsupported: readonly UnsupportedMemory[];
}

export function memoryArms(facts: readonly RuntimeFacts[], selection: MemorySelection): MemoryArms {
  const { clients, scenarios, modes = memoryModes } = selection;
  const contexts: Context[] = ["fresh", "shared", "distinct"];
  const groups: MemoryArm[][] = [];
  const unsupported = new Map<string, UnsupportedMemory>();
  for (const mode of modes) {
    const trusts = selection.trusts ?? usualTrusts[mode];
    for (const selected of selectCases(facts, { clients, trusts, scenarios, contexts })) {
      const notHeld = mode === "hold" ? whyNotHeld(facts, selected) : null;
      const arms = notHeld === null ? selected.arms.filter((arm) => isOf(mode, arm)) : [];
      groups.push(...groupsOf(mode, arms));
      for (const one of gapsOf(mode, selected, notHeld)) unsupported.set(JSON.stringify(one), one);
    }
  }
  return { groups, unsupported: [...unsupported.values()] };
}

/**
 * A client is held after its request, since most build their context only when they connect. Growth needs no shared
 * context, which builds nothing; with `distinct` bytes nothing can be found again in a cache by content, and what such a
 * cache never drops shows.
 */
function isOf(mode: MemoryMode, { scenario, context }: Pick<Arm, "scenario" | "context">): boolean {
  if (mode === "hold") return scenario === "request" && context !== "distinct";
  return context === "fresh" || (context === "distinct" && scenario === "request");
}

function groupsOf(mode: MemoryMode, arms: readonly Arm[]): MemoryArm[][] {
  const made = arms.map((arm) => ({ id: `${mode}/${armId(arm)}`, mode, arm }));
  if (made.length === 0) return [];
  return mode === "hold" ? [made] : made.map((one) => [one]);
}

function whyNotHeld(facts: readonly RuntimeFacts[], { of }: SelectedCase): string | null {
  const runtime = facts.find((one) => one.runtime === of.runtime);
  return runtime?.clients.find(({ name }) => name === of.client)?.notHeld ?? null;
}

function gapsOf(mode: MemoryMode, selected: SelectedCase, notHeld: string | null): UnsupportedMemory[] {
  const { runtime, client, scenario } = selected.of;
  const gap = (context: Context, reason: string) => ({ runtime, client, mode, scenario, context, reason });
  if (notHeld !== null) return scenario === "request" ? [gap("fresh", notHeld)] : [];
  return selected.unsupported
    .filter(({ context }) => isOf(mode, { scenario, context }))
    .map(({ context, reason }) => gap(context, reason));
}
