/** Which arms are compared where a run has several builds of a runtime. */
import type { Arm, Build } from "../model.ts";

export interface BuildPair {
  /** The build that was named first. */
  readonly base: Arm;
  readonly head: Arm;
}

/** The runtime's builds, in the order in which they were named; one is compared with none. Null where the run compares contexts. */
export function comparedBuilds(
  builds: readonly Build[],
  runtime: Build["runtime"],
): readonly string[] | null {
  const names = builds.filter((one) => one.runtime === runtime).map(({ build }) => build);
  return names.every((name) => name !== undefined) && names.length > 0 ? names : null;
}

/** Whether the run compares builds, and not contexts: then every build in it has a name, also a runtime's only one. */
export function comparesBuilds(builds: readonly Build[]): boolean {
  return builds.some(({ build }) => build !== undefined);
}

/** Every later build against the first that was named, under the same context. `arms` are those of one case. */
export function buildPairs(arms: readonly Arm[], names: readonly string[]): BuildPair[] {
  const bases = arms.filter(({ build }) => build === names[0]);
  return names.slice(1).flatMap((name) =>
    arms
      .filter(({ build }) => build === name)
      .flatMap((head) => {
        const base = bases.find(({ context }) => context === head.context);
        return base ? [{ base, head }] : [];
      }),
  );
}
