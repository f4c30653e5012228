/** For tests: versions whose truth is known, measured with the noise of a real run. */
import { normalNumbers } from "../statistics/normal.ts";
import { seededRandom } from "../statistics/random.ts";
import { type BisectPlan, makeBisectPlan } from "./bisect-plan.ts";
import type { Ask } from "./questions.ts";

export interface History {
  /** What each version takes, relative to the first; in the order of the versions. */
  readonly levels: readonly number[];
  readonly threshold?: number;
  /** Standard deviation of a process's logarithm; the published run's are 0.5 to 4 %. */
  readonly noise?: number;
  /** Versions that cannot be measured, by their place. */
  readonly broken?: readonly number[];
  /** The package that ran with each version, by its place; none where absent. */
  readonly packages?: readonly string[];
}

export function planOf({ levels, threshold = 0.05 }: History): BisectPlan {
  return makeBisectPlan({
    of: { runtime: "node", client: "node:tls", trust: "bundle", scenario: "request" },
    measure: { kind: "time", context: "fresh" },
    versions: levels.map((_, index) => `1.${index}.0`),
    threshold,
  });
}

/** Every process scatters, one in fifty takes a fifth longer, and what a round does to all of its processes cancels. */
export function askHistory({ levels, noise = 0.02, broken = [], packages = [] }: History, seed: number): Ask {
  const random = seededRandom(seed);
  const normal = normalNumbers(random);
  return async (question) => {
    const places = question.versions.map((version) => Number(version.split(".")[1]));
    const lost = places.find((place) => broken.includes(place));
    if (lost !== undefined) {
      return { kind: "cannot", version: `1.${lost}.0`, reason: "it does not start", file: null };
    }
    const logs = Array.from({ length: question.rounds }, () => {
      const round = 0.1 * normal();
      const outlying = () => (random() < 0.02 ? 0.18 : 0);
      return places.map((place) => Math.log(levels[place]!) + round + noise * normal() + outlying());
    });
    const ran = places.map((place) => packages[place] ?? null);
    return { kind: "measured", logs, packages: ran, file: `${question.decision}-${question.look}` };
  };
}
