/** Shares over processes, with the interval where there is one. */
import type { Value } from "../../core/profile/profile-results.ts";
import { unbroken } from "../markdown.ts";
import { numberText, tenths, tenthsPercent } from "../number-text.ts";

/** `74.1 % [73.6, 74.8]`, or `74.1 %` of an exploratory study, or `—`. */
export function shareText(value: Value | null): string {
  if (value === null) return "—";
  const range = "low" in value ? ` [${tenths(value.low)}, ${tenths(value.high)}]` : "";
  return `${tenthsPercent(value.value)}${range}`;
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
