/** One line of markdown for an issue: a number, how sure it is, on what it was made, and a link to its row. */
import { armId, buildName, type Context, caseId } from "../core/model.ts";
import type { Header, Run } from "../core/records.ts";
import type { CaseResult, Estimate, MeasuredArm, PairResult, RunResults } from "../core/results.ts";
import { medianEstimate } from "../core/statistics/median-estimate.ts";
import { armAnchor } from "./arms-table.ts";
import { runtimeTitle } from "./input.ts";
import { link, plain } from "./markdown.ts";
import { countText, microseconds, numberText } from "./number-text.ts";
import { pairAnchor } from "./pairs-table.ts";
import { intervalText, verdictText } from "./ratio-text.ts";

/** What can be cited of a run: a ratio by its case, an arm's time by the arm's id. */
export interface Citable {
  /** Of the case or the arm. */
  readonly id: string;
  /** What `fresh` is divided by; null for a time. */
  readonly denominator: Context | null;
  readonly text: (folder: string) => string;
}

/** `folder` of a citation's text is where the run's tables are, as a path or the beginning of an address. */
export function citables(run: Run, results: RunResults): Citable[] {
  return results.cases.flatMap((result) => [
    ...result.pairs.map((pair) => ofPair(run, result, pair)),
    ...result.arms.filter((arm) => arm.state === "measured").map((arm) => ofArm(run, arm)),
  ]);
}

function ofPair(run: Run, result: CaseResult, pair: PairResult): Citable {
  const { of } = result;
  return {
    id: caseId(of),
    denominator: pair.denominator,
    text: (folder) => {
      const name = [titleOf(run.header, of.runtime), of.client, of.trust, of.scenario];
      const figures = [
        `n = ${countText(pair.validPairs)} pairs`,
        latenciesOf(result, pair),
        ...savedText(pair),
        ...machineWords(run.header),
      ];
      const what = `${plain(name.join(", "))}: fresh ÷ ${pair.denominator} ${ratioWords(pair)}`;
      return line(
        what,
        figures,
        run.header,
        `${folder}/${of.runtime}.md#${pairAnchor(of, pair.denominator)}`,
      );
    },
  };
}

function ofArm(run: Run, measured: MeasuredArm): Citable {
  const { arm, processMediansNs, meanCpu, validRounds } = measured;
  return {
    id: armId(arm),
    denominator: null,
    text: (folder) => {
      const { value, interval } = medianEstimate(processMediansNs);
      const name = [titleOf(run.header, buildName(arm)), arm.client, arm.trust, arm.scenario, arm.context];
      const range =
        interval && !run.plan.exploratory
          ? ` [${microseconds(interval.low)}, ${microseconds(interval.high)}]`
          : "";
      const cpu = meanCpu.state === "measured" ? [`CPU ${microseconds(meanCpu.ns)} µs`] : [];
      const figures = [`n = ${countText(validRounds)} processes`, ...cpu, ...machineWords(run.header)];
      const what = `${plain(name.join(", "))}: **${microseconds(value)}**${range} µs`;
      return line(what, figures, run.header, `${folder}/${arm.runtime}.md#${armAnchor(arm)}`);
    },
  };
}

function line(what: string, figures: readonly string[], { runId }: Header, target: string): string {
  const [page, anchor] = target.split("#") as [string, string];
  const linked = link(`ctxcost ${runId}`, page).replace(/\)$/, `#${anchor})`);
  return `${what} (${figures.join("; ")}), ${linked}`;
}

function titleOf({ runtimes }: Header, name: string): string {
  const facts = runtimes.find((one) => buildName(one) === name);
  return facts ? runtimeTitle(facts) : name;
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

function machineWords({ machine, startedAt }: Header): string[] {
  const { cpuModel, cpuCount, platform, architecture } = machine;
  return [plain(`${cpuModel} × ${cpuCount}, ${platform} ${architecture}`), startedAt.slice(0, 10)];
}
