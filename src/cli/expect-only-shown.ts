/** `--from` measures nothing: what says how to measure would be ignored without a word. */
import type { Command } from "commander";
import { UsageError } from "../run/unknown-word.ts";

/** What a stored file's page can be made with. */
const honoured = ["from", "publish", "quiet"];

/** Throws a UsageError that names the options of the command that were given beside `--from` and would do nothing. */
export function expectOnlyShown(command: Command): void {
  const ignored = command.options
    .filter((option) => command.getOptionValueSource(option.attributeName()) === "cli")
    .filter((option) => !honoured.includes(option.attributeName()))
    .map(({ long }) => long);
  if (ignored.length === 0) return;
  throw new UsageError(
    `--from measures nothing, it shows what is stored: leave out ${ignored.join(", ")}, or --from to measure`,
  );
}
