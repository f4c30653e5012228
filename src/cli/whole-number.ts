/** Parses options that take a whole number. */
import { UsageError } from "../run/unknown-word.ts";

/** For commander: refuses what is no whole number, or outside its limits. */
export function wholeNumber(option: string, least: number, most: number) {
  return (text: string): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new UsageError(`${option} ${text}: expected a whole number from ${least} to ${most}`);
  };
}
