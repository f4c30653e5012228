/** The questions of whoever is handed the page: what came out, what was measured, how sure is it, on what, how do I run it again. */
import type { Header } from "../../core/records.ts";
import type { JudgedPair } from "../../core/results.ts";
import { commandText, machineLines } from "../environment.ts";
import { type ReportInput, runtimeTitle } from "../input.ts";
import { code, fence, list, page, plain, sentence } from "../markdown.ts";
import { countText, percent } from "../number-text.ts";
import { warningCounts } from "../warnings.ts";
import { outcome } from "./outcome.ts";

export function answers(input: ReportInput): string {
  const { header } = input.run;
  const cameOut = outcome(input);
  return page(
    ...(cameOut === null ? [] : ["### What came out", cameOut]),
    "### What was measured",
    list(whatWasMeasured(input)),
    "### How sure it is",
    list(howSure(input)),
    "### On what",
    list([
      ...header.runtimes.map((facts) => `${plain(runtimeTitle(facts))}: ${plain(facts.tlsLibrary)}`),
      ...machineLines(header),
      ...header.warnings.map((warning) => `**Warning:** ${sentence(warning)}`),
    ]),
    "### How to run it again",
    fence(againText(header), "sh"),
    `In a checkout of ctxcost, the project whose file this is${dirtyText(header)}. Each case below has a command for itself alone. ` +
      `The raw rounds (${code(input.rawFileFromProject)}) are a file of their own: whoever passes this page on sends it along. ` +
      linksText(input),
  );
}

/** From nothing but the project. */
function againText(header: Header): string {
  const checkout = header.gitCommit === null ? [] : [`git checkout ${header.gitCommit.slice(0, 12)}`];
  return [...checkout, "make install", commandText(header)].join("\n");
}

function dirtyText({ gitDirty }: Header): string {
  return gitDirty ? " (the run was made with changes to that commit that are in no repository)" : "";
}

/** Passed on alone, the page has links that lead nowhere. The published one has evidence beside it, and no other has. */
function linksText({ evidence }: ReportInput): string {
  const place = evidence ? "in `results/` of a checkout" : "in the folder that it was written in";
  return `Links to other files work where this page lies ${place}.`;
}

function whatWasMeasured({ run, results }: ReportInput): string[] {
  const arms = results.cases.flatMap((one) => one.arms);
  const measured = arms.filter(({ state }) => state === "measured");
  const operations = run.observations.reduce(
    (sum, { measurement }) =>
      sum + (measurement ? 1 + measurement.warmupNs.length + measurement.operationNs.length : 0),
    0,
  );
  return [
    `What creating an HTTPS client costs, with a TLS context built for every client (*fresh*) and with one for all (*shared*): ` +
      `${countText(results.cases.length)} cases, ${countText(measured.length)} of ${countText(arms.length)} arms measured`,
    `${countText(run.observations.length)} processes, ${countText(operations)} operations, each one's time in the raw file`,
  ];
}

function howSure({ run, results }: ReportInput): string[] {
  const pairs = results.cases.flatMap((one) => one.pairs);
  const checks = run.checks.filter(({ passed }) => passed).length;
  const failed = run.observations.filter(({ status }) => status === "failed").length;
  const warned = warningCounts(results);
  return [
    results.exploratory
      ? "This run is exploratory: no intervals, no verdicts; it is not to be cited"
      : `${results.rounds} rounds, fixed beforehand, each arm in a fresh process in each; ${verdictCounts(pairs)} ` +
        `by Holm's procedure over ${results.familySize} pairs, at 5 % for all of them together`,
    ...(results.bundleHalfWidth === null
      ? []
      : [`Median half-width of the 95 % intervals with \`bundle\`: ${percent(results.bundleHalfWidth)}`]),
    `${countText(failed)} of ${countText(run.observations.length)} observations failed; ` +
      `${checks} of ${run.checks.length} premises hold${resumedText(results)}`,
    ...(run.finish === null ? ["The run was interrupted: these are the rounds it finished"] : []),
    ...(warned.length === 0 ? [] : [`Warnings: ${warned.join("; ")}`]),
  ];
}

function verdictCounts(pairs: readonly JudgedPair[]): string {
  const differs = pairs.filter(({ verdict }) => verdict.kind === "differs").length;
  return `${differs} of ${pairs.length} ratios differ from 1`;
}

function resumedText({ cases }: ReportInput["results"]): string {
  const compared = cases
    .flatMap((one) => one.arms)
    .filter((arm) => arm.state === "measured")
    .filter(({ fullHandshakes }) => fullHandshakes !== null);
  if (compared.length === 0) return "";
  const sum = (of: (arm: (typeof compared)[number]) => number | null) =>
    compared.reduce((total, arm) => total + (of(arm) ?? 0), 0);
  return (
    `; the server counted ${countText(sum(({ fullHandshakes }) => fullHandshakes))} full handshakes and ` +
    `${countText(sum(({ resumedHandshakes }) => resumedHandshakes))} resumed ones`
  );
}
