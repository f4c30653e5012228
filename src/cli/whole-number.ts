/** An option whose value is a whole number within bounds. */
import { UsageError } from "../run/unknown-word.ts";

export function wholeNumber(option: string, least: number, most: number) {
  return (text: string): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new UsageError(`${option} ${text}: expected a whole number from ${least} to ${most}`);
  };
}
