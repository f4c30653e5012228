/** What a reader has to know of one case before relying on its numbers. */
import type { Context } from "../../core/model.ts";
import type { CaseResult } from "../../core/results.ts";
import type { ReportInput } from "../input.ts";
import { plain, sentence } from "../markdown.ts";
import { caseWarnings } from "../warnings.ts";

/** Markdown, one line each; the checks of the premises come last. */
export function caseNotes({ run }: ReportInput, result: CaseResult): string[] {
  const { of, arms, leftOut } = result;
  const client = run.header.runtimes
    .find(({ runtime }) => runtime === of.runtime)
    ?.clients.find(({ name }) => name === of.client);
  const incomplete = arms.flatMap((one) =>
    one.state === "measured" && one.validRounds < one.plannedRounds
      ? [`${one.arm.context}: ${one.validRounds} of ${one.plannedRounds} rounds are valid`]
      : [],
  );
  const ran = arms.flatMap((one) => (one.state === "measured" ? (one.packageThatRan ?? []) : []));
  const isMeasured = arms.some(({ state }) => state === "measured");
  const missing = notMeasured(result);
  return [
    // Where there is nothing else to know, why comes first.
    ...(isMeasured ? [] : missing),
    ...(client ? [`API: ${sentence(client.api)}`] : []),
    ...(client?.sharedObject ? [`shared: ${sentence(client.sharedObject)}`] : []),
    ...[...new Set(ran)].map((name) => `package that ran: ${plain(name)}`),
    ...(client?.remark ? [sentence(client.remark)] : []),
    ...(leftOut === null ? [] : [`left out of the headline: ${sentence(leftOut)}`]),
    ...(isMeasured ? missing : []),
    ...incomplete,
    ...caseWarnings(result),
    ...premises(run.checks, of),
  ];
}

/** A line a reason, which is often the same for every context. */
function notMeasured({ arms }: CaseResult): string[] {
  const byReason = new Map<string, Context[]>();
  for (const one of arms) {
    if (one.state === "measured") continue;
    const reason = `${one.state}: ${sentence(one.reason)}`;
    byReason.set(reason, [...(byReason.get(reason) ?? []), one.arm.context]);
  }
  return [...byReason].map(([reason, contexts]) => `${contexts.join(", ")}: ${reason}`);
}

function premises(checks: ReportInput["run"]["checks"], of: CaseResult["of"]): string[] {
  const own = checks.filter(
    ({ runtime, client, trust }) => runtime === of.runtime && client === of.client && trust === of.trust,
  );
  if (own.length === 0) return [];
  const failed = own.filter(({ passed }) => !passed);
  const passed = `premises checked before round 1: ${own.length - failed.length} of ${own.length} hold`;
  return [
    passed,
    ...failed.map(({ context, premise, detail }) => `${context} ${premise}: failed: ${plain(detail)}`),
  ];
}
