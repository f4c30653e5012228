/** Shares over processes, with the interval where there is one. */
import type { ArmProfile, Value } from "../../core/profile/profile-results.ts";
import { busySamples } from "../../core/profile/sample-kind.ts";
import { unbroken } from "../markdown.ts";
import { countText, numberText, tenths, tenthsPercent } from "../number-text.ts";

/** `74.1 % [73.6, 74.8]`, or `74.1 %` of an exploratory study, or `—`. */
export function shareText(value: Value | null): string {
  if (value === null) return "—";
  const range = "low" in value ? ` [${tenths(value.low)}, ${tenths(value.high)}]` : "";
  return `${tenthsPercent(value.value)}${range}`;
}

/** `0 of 59 samples`: of all processes together. */
export function pooledText({ samples }: Pick<ArmProfile, "samples">): string {
  return `${countText(samples.context)} of ${countText(busySamples(samples))} samples`;
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
