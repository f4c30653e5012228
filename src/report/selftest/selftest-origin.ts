/** On what the self-test's runs were made, how to make them again, and whether they belong together. */
import type { Header, Run } from "../../core/records.ts";
import { machineLines } from "../environment.ts";
import { runtimeTitle } from "../input.ts";
import { code, fence, list, page, plain, sentence } from "../markdown.ts";
import { shellWord } from "../shell-word.ts";

/** `Node 26.10.0, Bun 1.4.5, 2026-11-24` */
export function selftestTitle(runs: readonly Run[]): string {
  const days = unique(runs, ({ startedAt }) => [startedAt.slice(0, 10)]);
  const titles = unique(runs, ({ runtimes }) => runtimes.map(runtimeTitle));
  return plain([...titles, days.length > 1 ? `${days[0]} to ${days.at(-1)}` : days[0]!].join(", "));
}

export function selftestOrigin(runs: readonly Run[]): string {
  const { header } = runs[0]!;
  const commits = unique(runs, commitText);
  return page(
    list([...machineLines(header), `ctxcost at ${commits.join("; ")}`]),
    ...[...severalOrigins(runs), ...missing(runs), ...machineWarnings(runs)].map(
      (text) => `> **Warning:** ${text}`,
    ),
    "The same again:",
    fence(unique(runs, ({ commandLine }) => [commandLine.map(shellWord).join(" ")]).join("\n"), "sh"),
  ).trimEnd();
}

function commitText({ gitCommit, gitDirty }: Header): string[] {
  return [`${code(gitCommit ?? "no commit")}${gitDirty ? ", with changes that were not committed" : ""}`];
}

/** Rates over runs that differ in more than their time are rates of nothing in particular. */
function severalOrigins(runs: readonly Run[]): string[] {
  const origins: Record<string, (header: Header) => string[]> = {
    commits: commitText,
    machines: ({ machine }) => [`${machine.cpuModel}, ${machine.cpuCount}, ${machine.operatingSystem}`],
  };
  const several = Object.entries(origins)
    .filter(([, of]) => unique(runs, of).length > 1)
    .map(([name]) => name);
  const versions = unique(runs, ({ runtimes }) => runtimes.map(runtimeTitle));
  if (unique(runs, ({ runtimes }) => runtimes.map(({ runtime }) => runtime)).length < versions.length) {
    several.push("versions of a runtime");
  }
  return several.length === 0 ? [] : [`these runs were made with several ${several.join(", and several ")}`];
}

function missing(runs: readonly Run[]): string[] {
  return unique(runs, ({ missingRuntimes }) =>
    missingRuntimes.map(({ runtime, reason }) => `${runtime} is missing: ${sentence(reason)}`),
  );
}

/** A warning whose numbers alone differ from run to run is said once, with the first run's. */
function machineWarnings(runs: readonly Run[]): string[] {
  const all = runs.flatMap(({ header }) => header.warnings);
  const kinds = Map.groupBy(all, (text) => text.replaceAll(/\d+(\.\d+)?/g, "0"));
  return [...kinds.values()].map((texts) => {
    const share = texts.length === runs.length ? "" : ` (before ${texts.length} of ${runs.length} runs)`;
    return `${sentence(texts[0]!)}${share}`;
  });
}

function unique(runs: readonly Run[], of: (header: Header) => readonly string[]): string[] {
  return [...new Set(runs.flatMap(({ header }) => of(header)))];
}
