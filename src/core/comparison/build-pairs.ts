/** Which arms are compared where a run has several builds of a runtime. */
import type { Arm, Build } from "../model.ts";

export interface BuildPair {
  /** The build that was named first. */
  readonly base: Arm;
  readonly head: Arm;
}

/** The builds of a runtime that are compared, in the order in which they were named; null where it has one build. */
export function comparedBuilds(
  builds: readonly Build[],
  runtime: Build["runtime"],
): readonly string[] | null {
  const names = builds.filter((one) => one.runtime === runtime).map(({ build }) => build);
  return names.every((name) => name !== undefined) && names.length > 0 ? names : null;
}

/** Whether the run compares builds; then every runtime in it has several. */
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
