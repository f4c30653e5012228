/** What a reader should know before relying on a row: trends, drifts, a busy server, outliers, failed checks. */
import { caseId } from "../core/model.ts";
import type { Check } from "../core/records.ts";
import type { CaseResult, Drift, MeasuredArm, RunResults } from "../core/results.ts";
import { code, folded, list, plain } from "./markdown.ts";
import { countText, numberText, percent, probability } from "./number-text.ts";
import { intervalText } from "./ratio-text.ts";

/** Above this share of a core the client waits for the server, and what it costs is not seen in its latency. */
const busyServerShare = 0.7;
/** So many lines are read; more are shown when they are asked for. */
const mostInTheOpen = 6;
/** So many arms are named after a run; of more the page has the names. */
const mostNamed = 3;

export function warnings(cases: readonly CaseResult[], checks: readonly Check[]): string | null {
  const texts = [...failedChecks(checks), ...cases.flatMap(trends), ...cases.flatMap(busyServers)];
  const moved = cases.flatMap(drifts);
  const far = cases.flatMap(outliers);
  const blocks = [
    texts.length === 0 ? null : list(texts),
    moved.length === 0 ? null : driftBlock(moved),
    far.length === 0
      ? null
      : folded(`Processes far from the others of their arm (${far.length} arms)`, list(far)),
  ].filter((block) => block !== null);
  return blocks.length === 0 ? null : blocks.join("\n\n");
}

/** All that is to be said of one case, in the words of the runtime's page. */
export function caseWarnings(result: CaseResult): string[] {
  const far = outliers(result).map((text) => `far from the others of the arm: ${text}`);
  return [...trends(result), ...busyServers(result), ...drifts(result), ...far];
}

/** The same in a few words, for whoever has just measured: how many of each kind, named where they are few. */
export function warningCounts({ cases }: Pick<RunResults, "cases">): string[] {
  const moved = cases.flatMap((one) => one.drifts.map((drift) => ({ drift, name: driftName(one, drift) })));
  const named = (ofPair: boolean) =>
    moved.filter(({ drift }) => isOfPair(drift) === ofPair).map(({ name }) => name);
  const counts: readonly [readonly string[], string, string][] = [
    [
      named(true),
      "ratio is another in the late rounds than in the early ones",
      "ratios are others in the late rounds than in the early ones",
    ],
    [
      named(false),
      "arm drifted from the early rounds to the late ones",
      "arms drifted from the early rounds to the late ones",
    ],
    [cases.flatMap(busyArms).map(armName), "arm kept the server busy", "arms kept the server busy"],
    [
      cases.flatMap((one) => [...outliersByArm(one).keys()].map((context) => `${caseId(one.of)}/${context}`)),
      "arm has a process far from its others",
      "arms have processes far from their others",
    ],
  ];
  return counts.flatMap(([names, one, many]) => (names.length === 0 ? [] : [counted(names, one, many)]));
}

function counted(names: readonly string[], one: string, many: string): string {
  const text = `${countText(names.length)} ${names.length === 1 ? one : many}`;
  return names.length > mostNamed ? text : `${text} (${names.map(code).join(", ")})`;
}

function isOfPair({ denominator }: Drift): boolean {
  return denominator !== null;
}

function failedChecks(checks: readonly Check[]): string[] {
  return checks
    .filter(({ passed }) => !passed)
    .map(({ client, trust, context, premise, detail }) => {
      return `${plain(client)}/${trust}: the check "${context} ${premise}" failed: ${plain(detail)}`;
    });
}

function trends({ of, pairs }: CaseResult): string[] {
  return pairs.flatMap(({ denominator, trend }) => {
    if (!trend) return [];
    const move = `${numberText(trend.value)} ${intervalText(trend)}`;
    return [
      `${code(caseId(of))}: late in a process fresh ÷ ${denominator} is ${move} times what it is early ` +
        "(its operations' second half and first): a process that lives longer may have another ratio",
    ];
  });
}

function busyArms({ arms }: CaseResult): MeasuredArm[] {
  return arms.filter(
    (one): one is MeasuredArm => one.state === "measured" && (one.serverCpuShare ?? 0) > busyServerShare,
  );
}

function armName({ arm }: MeasuredArm): string {
  return `${caseId(arm)}/${arm.context}`;
}

function busyServers(result: CaseResult): string[] {
  return busyArms(result).map(
    (one) =>
      `${code(armName(one))}: the server used ${percent(one.serverCpuShare!)} of a core: the ` +
      "client waited for it, so read the CPU, not the wall time",
  );
}

function driftBlock(moved: readonly string[]): string {
  const title =
    `Not the same in the late rounds as in the early ones (${moved.length}): something changed on the machine during ` +
    "the run, and the interval knows nothing of it; measure again on a machine with nothing else to do";
  return moved.length <= mostInTheOpen ? `${title}:\n\n${list(moved)}` : folded(title, list(moved));
}

function drifts(result: CaseResult): string[] {
  return result.drifts.map((drift) => {
    const { factor, adjustedPValue } = drift;
    return (
      `${code(driftName(result, drift))}: late ÷ early ${numberText(factor)} ` +
      `(p ${probability(adjustedPValue)}, corrected over the run)`
    );
  });
}

function driftName({ of }: CaseResult, { context, denominator }: Drift): string {
  return denominator === null ? `${caseId(of)}/${context}` : `${caseId(of)}: ${context} ÷ ${denominator}`;
}

/** A line an arm: flagged, and counted all the same. */
function outliers(result: CaseResult): string[] {
  return [...outliersByArm(result)].map(([context, ofArm]) => {
    const rounds = ofArm.map(({ round, factor }) => `${numberText(factor)} × in round ${round}`);
    return `${code(`${caseId(result.of)}/${context}`)}: ${rounds.join(", ")}`;
  });
}

function outliersByArm({ outliers: found }: CaseResult) {
  return Map.groupBy(found, ({ context }) => context);
}
