/** Normal numbers from seeded uniform ones, for the noise of a simulation. */
import type { Random } from "./random.ts";

/** Standard normal numbers. G. Marsaglia's polar method: G. Marsaglia and T. A. Bray, SIAM Review 6(3), 1964. */
export function normalNumbers(random: Random): () => number {
  // Each point in the disc makes two.
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    let x: number;
    let y: number;
    let square: number;
    do {
      x = 2 * random() - 1;
      y = 2 * random() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square === 0);
    const factor = Math.sqrt((-2 * Math.log(square)) / square);
    spare = y * factor;
    return x * factor;
  };
}
