/** What can be cited of a run that has one build of each runtime: a ratio by its case, a time by its arm. */
import { type Case, caseId } from "../core/model.ts";
import type { Header, Run } from "../core/records.ts";
import type { CaseResult, Estimate, MeasuredArm, PairResult, RunResults } from "../core/results.ts";
import { armAnchor } from "./arms-table.ts";
import { type Citable, citable, citableTime, nameText, titleOf } from "./citable.ts";
import { controlAnchor } from "./controls.ts";
import { countText, microseconds, numberText } from "./number-text.ts";
import { pairAnchor } from "./pairs-table.ts";
import { intervalText, verdictText } from "./ratio-text.ts";

/** In the runtimes' pages. */
export function citables(run: Run, results: RunResults): Citable[] {
  return results.cases.flatMap((result) => [
    ...result.pairs.map((pair) => ofPair(run, result, pair)),
    ...result.arms.filter((arm) => arm.state === "measured").map((arm) => ofArm(run, arm)),
  ]);
}

function ofPair(run: Run, result: CaseResult, pair: PairResult): Citable {
  const { of } = result;
  const row = { page: `${of.runtime}.md`, anchor: pairAnchor(of, pair.denominator) };
  return citable({ id: caseId(of), against: pair.denominator }, row, run, () => ({
    what: `${nameText(titleOf(run.header, of.runtime), of)}: fresh ÷ ${pair.denominator} ${ratioWords(pair)}`,
    figures: [`n = ${countText(pair.validPairs)} pairs`, latenciesOf(result, pair), ...savedText(pair)],
  }));
}

function ofArm(run: Run, measured: MeasuredArm): Citable {
  const { arm } = measured;
  const anchor = isControl(run.header, arm) ? controlAnchor(arm.runtime, arm.client) : armAnchor(arm);
  return citableTime(run, measured, { page: `${arm.runtime}.md`, anchor });
}

/** These have a table of their own. */
function isControl({ runtimes }: Header, of: Case): boolean {
  return runtimes.some(
    ({ runtime, clients }) =>
      runtime === of.runtime && clients.some(({ name, kind }) => name === of.client && kind === "control"),
  );
}

function ratioWords({ ratio, interval, verdict }: PairResult): string {
  if (ratio === null) return `— (${verdictText(verdict)})`;
  const value = verdict.kind === "differs" ? `**${numberText(ratio)}**` : numberText(ratio);
  const range = interval ? ` ${intervalText(interval)}` : "";
  const doubt = verdict.kind === "differs" ? "" : ` ${verdictText(verdict)}`;
  return `${value}${range}${doubt}`;
}

function latenciesOf({ arms }: CaseResult, { numerator, denominator }: PairResult): string {
  const texts = [numerator, denominator].map((context) => {
    const found = arms.find((one) => one.arm.context === context);
    return found?.state === "measured" ? microseconds(found.latencyNs) : "—";
  });
  return `${texts.join(" → ")} µs`;
}

function savedText({ cpuSavedNs }: PairResult): string[] {
  if (!cpuSavedNs) return [];
  const range =
    "low" in cpuSavedNs
      ? ` [${microseconds((cpuSavedNs as Estimate).low)}, ${microseconds((cpuSavedNs as Estimate).high)}]`
      : "";
  return [`CPU saved ${microseconds(cpuSavedNs.value)}${range} µs`];
}
