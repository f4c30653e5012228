/**
 * How often and from which seed the properties of untrusted files are tried. The seed is fixed, so that a change that has
 * nothing to do with them is not refused for what it did not break; for the search there are two variables:
 *
 *     CTXCOST_FUZZ_RUNS=100 CTXCOST_FUZZ_SEED=7 node --test src/cli/untrusted/
 *
 * is a hundred times as many, from another seed. What fails is printed with its seed and path, and made as small as it can be.
 */
export interface FuzzSettings {
  readonly numRuns: number;
  readonly seed: number;
}

/** @param runs so many by default, as its part of a minute allows */
export function fuzzing(runs: number): FuzzSettings {
  const { CTXCOST_FUZZ_RUNS: factor = "1", CTXCOST_FUZZ_SEED: seed = "20261125" } = process.env;
  return { numRuns: Math.max(1, Math.round(runs * Number(factor))), seed: Number(seed) };
}
