/** A figure with its interval, in whichever unit. */
import type { Estimate } from "../../core/results.ts";

/** `1.02 [0.98, 1.05]`, or `1.02` where there is no interval. */
export function rangeText(
  of: Estimate | { readonly value: number },
  text: (value: number) => string,
): string {
  return "low" in of ? `${text(of.value)} [${text(of.low)}, ${text(of.high)}]` : text(of.value);
}
