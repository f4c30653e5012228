/** What is shown of a build that is its runtime's only one where others are compared: its times, and why nothing more. */
import type { SingleBuild } from "../../core/comparison/single-builds.ts";
import { scenarios } from "../../core/model.ts";
import { armsTable, missingTable } from "../arms-table.ts";
import { page, plain, sentence } from "../markdown.ts";

export function singleBuildText({ build, reason, arms }: SingleBuild): string {
  const tables = scenarios.flatMap((scenario) => {
    const times = armsTable(arms, scenario);
    return times === null ? [] : [`${plain(build)}, ${scenario}:`, times];
  });
  const missing = missingTable(arms);
  return page(
    `**${capital(reason)}.** What it took, medians over the rounds:`,
    ...tables,
    ...(missing === null ? [] : [`${plain(build)}, not measured:`, missing]),
  ).trimEnd();
}

function capital(text: string): string {
  return sentence(text).replace(/^./, (letter) => letter.toUpperCase());
}
