/** What is said of a run that a signal has stopped: what there is of it, and the commands that go on with it and show it. */
import type { BenchmarkOutcome } from "../run/benchmark.ts";
import { typedLine } from "./stored-words.ts";

interface Shown {
  /** As the user may type it. */
  readonly file: string;
  /** What is made of the file, and how that is called where it is there. */
  readonly pages: "tables" | "page";
  readonly label: "their tables" | "its page";
  /** The words of the command that shows it. */
  readonly words: readonly string[];
  /** The command that goes on with it. */
  readonly goOn: string;
}

/** To stand behind `interrupted by SIGINT`. */
export function interruptedText(
  { observations, isPlanned }: Pick<BenchmarkOutcome, "observations" | "isPlanned">,
  { file, pages, label, words, goOn }: Shown,
): string {
  if (!isPlanned) return ` before the first round; ${file} has no ${pages}: begin it again`;
  return `; ${observations} observations are in ${file}\ngo on with it: ${goOn}\n${label}: ${typedLine(words)}`;
}
