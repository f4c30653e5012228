/** Counted rates and small deviations with their intervals. */
import { binomialInterval } from "../core/binomial-interval.ts";
import type { Rate } from "../core/rate.ts";
import type { Estimate } from "../core/results.ts";
import { unbroken } from "./markdown.ts";
import { numberText, percent } from "./number-text.ts";

/** `4.70 % [3.81, 5.72]` */
export function rateText({ successes, trials }: Rate): string {
  const { low, high } = binomialInterval(successes, trials);
  return `${percent(successes / trials)} [${numberText(low * 100)}, ${numberText(high * 100)}]`;
}

export function rateCell(rate: Rate): string {
  return unbroken(rateText(rate));
}

/** A ratio near 1 as a deviation: `−0.12 % [−0.31, +0.05]` */
export function deviationCell({ value, low, high }: Pick<Estimate, "value" | "low" | "high">): string {
  return unbroken(`${signed(value - 1)} % [${signed(low - 1)}, ${signed(high - 1)}]`);
}

function signed(deviation: number): string {
  if (deviation === 0) return "0";
  return `${deviation < 0 ? "−" : "+"}${numberText(100 * Math.abs(deviation))}`;
}
