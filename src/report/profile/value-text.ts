/** Shares over processes, with the interval where there is one. */
import type { Value } from "../../core/profile/profile-results.ts";
import { unbroken } from "../markdown.ts";
import { numberText, percent } from "../number-text.ts";

/** `74.1 % [73.6, 74.8]`, or `74.1 %` of an exploratory study, or `—`. */
export function shareText(value: Value | null): string {
  if (value === null) return "—";
  const range = "low" in value ? ` [${numberText(100 * value.low)}, ${numberText(100 * value.high)}]` : "";
  return `${percent(value.value)}${range}`;
}

export function shareCell(value: Value | null): string {
  return unbroken(shareText(value));
}

/** `1.12` with its interval, of a ratio. */
export function ratioCell(value: Value | null): string {
  if (value === null) return "—";
  const range = "low" in value ? ` [${numberText(value.low)}, ${numberText(value.high)}]` : "";
  return unbroken(`${numberText(value.value)}${range}`);
}
