/** What a reader should know before relying on a row: trends, drifts, a busy server, outliers, failed checks. */
import { caseId } from "../core/model.ts";
import type { Check } from "../core/records.ts";
import type { CaseResult, Drift, RunResults } from "../core/results.ts";
import { code, folded, list, plain } from "./markdown.ts";
import { countText, numberText, percent, probability } from "./number-text.ts";
import { intervalText } from "./ratio-text.ts";

/** Above this share of a core the client waits for the server, and what it costs is not seen in its latency. */
const busyServerShare = 0.7;
/** So many lines are read; more are shown when they are asked for. */
const mostInTheOpen = 6;

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

/** The same in a few words, for whoever has just measured: how many of each kind; empty where there are none. */
export function warningCounts({ cases }: Pick<RunResults, "cases">): string[] {
  const moved = cases.flatMap((one) => one.drifts);
  const counts: readonly [number, string, string][] = [
    [
      moved.filter(isOfPair).length,
      "ratio is another in the late rounds than in the early ones",
      "ratios are others in the late rounds than in the early ones",
    ],
    [
      moved.filter((one) => !isOfPair(one)).length,
      "arm drifted from the early rounds to the late ones",
      "arms drifted from the early rounds to the late ones",
    ],
    [cases.flatMap(busyServers).length, "arm kept the server busy", "arms kept the server busy"],
    [
      cases.flatMap(outliers).length,
      "arm has a process far from its others",
      "arms have processes far from their others",
    ],
  ];
  return counts.flatMap(([count, one, many]) =>
    count === 0 ? [] : [`${countText(count)} ${count === 1 ? one : many}`],
  );
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
      `${code(caseId(of))}: fresh ÷ ${denominator} moves by a factor of ${move} from the first to the second half ` +
        "of the timed operations: the ratio depends on how long a process has run",
    ];
  });
}

function busyServers({ of, arms }: CaseResult): string[] {
  return arms.flatMap((one) => {
    if (one.state !== "measured" || (one.serverCpuShare ?? 0) <= busyServerShare) return [];
    return [
      `${code(`${caseId(of)}/${one.arm.context}`)}: the server used ${percent(one.serverCpuShare!)} of a core: the ` +
        "client waited for it, so read the CPU, not the wall time",
    ];
  });
}

function driftBlock(moved: readonly string[]): string {
  const title =
    `Not the same in the late rounds as in the early ones (${moved.length}): something changed on the machine during ` +
    "the run, and the interval knows nothing of it; measure again on a machine with nothing else to do";
  return moved.length <= mostInTheOpen ? `${title}:\n\n${list(moved)}` : folded(title, list(moved));
}

function drifts({ of, drifts: found }: CaseResult): string[] {
  return found.map(({ context, denominator, factor, adjustedPValue }) => {
    const what = denominator === null ? `/${context}` : `: ${context} ÷ ${denominator}`;
    return (
      `${code(`${caseId(of)}${what}`)}: late ÷ early ${numberText(factor)} ` +
      `(p ${probability(adjustedPValue)}, corrected over the run)`
    );
  });
}

/** A line an arm: flagged, and counted all the same. */
function outliers({ of, outliers: found }: CaseResult): string[] {
  const byContext = Map.groupBy(found, ({ context }) => context);
  return [...byContext].map(([context, ofArm]) => {
    const rounds = ofArm.map(({ round, factor }) => `${numberText(factor)} × in round ${round}`);
    return `${code(`${caseId(of)}/${context}`)}: ${rounds.join(", ")}`;
  });
}
