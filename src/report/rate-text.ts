/** Counted rates and small deviations with their intervals. */

import type { Estimate } from "../core/results.ts";
import { binomialInterval } from "../core/statistics/binomial-interval.ts";
import { type Rate, shareOf } from "../core/statistics/rate.ts";
import { unbroken } from "./markdown.ts";
import { numberText, percent } from "./number-text.ts";

/** `4.70 % [3.81, 5.72]` */
export function rateText(rate: Rate): string {
  const { low, high } = binomialInterval(rate.successes, rate.trials);
  return `${percent(shareOf(rate))} [${numberText(low * 100)}, ${numberText(high * 100)}]`;
}

export function rateCell(rate: Rate): string {
  return unbroken(rateText(rate));
}

/** A ratio as a deviation from 1: `−0.12 % [−0.31, +0.05]`, or `−0.12 %` where there is no interval. */
export function deviationText(ratio: Ranged | { readonly value: number }): string {
  const range = "low" in ratio ? ` [${signed(ratio.low - 1)}, ${signed(ratio.high - 1)}]` : "";
  return `${signed(ratio.value - 1)} %${range}`;
}

type Ranged = Pick<Estimate, "value" | "low" | "high">;

export function deviationCell(ratio: Ranged | { readonly value: number }): string {
  return unbroken(deviationText(ratio));
}

function signed(deviation: number): string {
  if (deviation === 0) return "0";
  return `${deviation < 0 ? "−" : "+"}${numberText(100 * Math.abs(deviation))}`;
}
