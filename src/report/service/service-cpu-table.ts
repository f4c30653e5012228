/** The study's result: what share of a core a rate of clients takes, with a context for each and with one for all. */
import type { RuntimeFacts } from "../../core/runtime-facts.ts";
import { isTrend } from "../../core/service/phase-trend.ts";
import type { ServiceResult } from "../../core/service/service-results.ts";
import type { RoundsEstimate } from "../../core/statistics/rounds-estimate.ts";
import { list, plain, sentence, table, unbroken } from "../markdown.ts";
import { Notes } from "../notes.ts";
import { chosenRateText, hundredths, numberText, percent } from "../number-text.ts";
import { intervalText } from "../ratio-text.ts";
import { anchorName } from "../row-anchor.ts";
import { armOf, caseCell, caseTitle, otherArm } from "./service-words.ts";

type Valued = NonNullable<ServiceResult["saved"]>;

/** `at 63 clients/s: 43.1 % of a core → 11.0 %, 32.1 points less [31.5, 32.7]` for each case. */
export function cpuSentences(results: readonly ServiceResult[], runtimes: readonly RuntimeFacts[]): string {
  return list(results.map((one) => `${plain(caseTitle(one.case, runtimes))}: ${cpuSentence(one)}`));
}

function cpuSentence(result: ServiceResult): string {
  const [fresh, other] = [armOf(result, "fresh"), otherArm(result)];
  const rate = chosenRateText(result.case.ratePerSecond);
  if (typeof fresh?.figures?.netCpuShare !== "number" || typeof other?.figures?.netCpuShare !== "number") {
    return `at ${rate} clients/s: no phase that can be compared`;
  }
  const shares = `${percent(fresh.figures.netCpuShare)} of a core → ${percent(other.figures.netCpuShare)}`;
  const text = `at **${rate}** clients/s: **${shares}**`;
  const control = result.case.notShared === null ? "" : " (a control: one options object, no shared context)";
  return `${text}${differenceWords(result)}${control}`;
}

function differenceWords({ saved, verdict }: ServiceResult): string {
  if (saved === null) return "";
  const range = "low" in saved ? ` ${rangeText(saved)}` : "";
  if (verdict.kind === "indistinct") return `, not distinct: ${hundredths(saved.value)} points${range}`;
  const words = saved.value >= 0 ? "less" : "more";
  return `, ${hundredths(Math.abs(saved.value))} points ${words}${saved.value >= 0 ? range : ""}`;
}

function rangeText({ low, high }: { readonly low: number; readonly high: number }): string {
  return `[${hundredths(low)}, ${hundredths(high)}]`;
}

export function cpuTable(results: readonly ServiceResult[]): string {
  const notes = new Notes();
  const rows = table(
    results,
    [
      { heading: "case", cell: ({ case: of }) => caseCell(of) },
      {
        heading: "clients/s",
        align: "right",
        cell: ({ case: { ratePerSecond } }) => chosenRateText(ratePerSecond),
      },
      { heading: "% of a core: fresh → shared", align: "right", cell: sharesCell },
      { heading: "saved, points [95 %]", align: "right", cell: savedCell },
      { heading: "fresh ÷ shared [95 %]", align: "right", cell: ratioCell },
      { heading: "control, %", align: "right", cell: controlCell },
      { heading: "rounds", align: "right", cell: (one) => roundsCell(one, notes) },
    ],
    ({ case: of }) => anchorName("service", of.runtime, of.client, of.trust),
  );
  return `${rows}\n\n${notes}`.trimEnd();
}

function sharesCell(result: ServiceResult): string {
  const net = [armOf(result, "fresh"), otherArm(result)].map((arm) => arm?.figures?.netCpuShare);
  const words = net.map((share) => (typeof share === "number" ? hundredths(share) : "—"));
  return unbroken(words.join(" → "));
}

function savedCell({ saved, verdict }: ServiceResult): string {
  return valueCell(saved, verdict, hundredths, rangeText);
}

function ratioCell({ ratio, verdict }: ServiceResult): string {
  return valueCell(ratio, verdict, numberText, intervalText);
}

function valueCell(
  value: Valued | null,
  verdict: ServiceResult["verdict"],
  toText: (value: number) => string,
  toRange: (range: { readonly low: number; readonly high: number }) => string,
): string {
  if (value === null) return "—";
  const text = toText(value.value);
  const range = "low" in value ? ` ${toRange(value)}` : "";
  if (verdict.kind === "differs") return unbroken(`**${text}**${range}`);
  return unbroken(verdict.kind === "indistinct" ? `~ ${text}${range}` : `${text}${range}`);
}

function controlCell(result: ServiceResult): string {
  const share = armOf(result, "control")?.figures?.cpuShare;
  return share === undefined ? "—" : hundredths(share);
}

function trendText({ value, interval }: RoundsEstimate): string {
  const range = interval ? ` ${intervalText(interval)}` : "";
  return (
    `the second half of a phase takes ${numberText(value)}${range} times the CPU of its first: the process still changes ` +
    "(code that is being compiled, most likely), and one that lives longer has another share"
  );
}

function roundsCell({ pairs, arms, case: of, verdict }: ServiceResult, notes: Notes): string {
  const texts: string[] = [];
  if (of.notShared !== null)
    texts.push(`shared: unsupported: ${of.notShared}; the second arm is one options object`);
  if (verdict.kind === "none" && verdict.reason !== "exploratory") texts.push(verdict.reason);
  for (const { arm, behind, failure, plannedPhases, trend } of arms) {
    if (arm !== "control" && trend && isTrend(trend)) texts.push(`${arm}: ${trendText(trend)}`);
    if (behind > 0)
      texts.push(`${arm}: did not keep up with the rate in ${behind} of ${plannedPhases} phases`);
    if (failure !== null) texts.push(`${arm}: ${failure}`);
  }
  const references = texts.map((text) => notes.refer(sentence(text))).join(" ");
  return unbroken(`${pairs}/${arms[0]?.plannedPhases ?? 0} ${references}`.trim());
}
