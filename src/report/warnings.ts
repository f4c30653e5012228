/** What a reader should know before relying on a row: trends, outliers, failed checks. */
import { caseId } from "../core/model.ts";
import type { Check } from "../core/records.ts";
import type { CaseResult } from "../core/results.ts";
import { code, folded, list, plain } from "./markdown.ts";
import { numberText } from "./number-text.ts";
import { intervalText } from "./ratio-text.ts";

export function warnings(cases: readonly CaseResult[], checks: readonly Check[]): string | null {
  const texts = [...failedChecks(checks), ...cases.flatMap(trends)];
  const far = cases.flatMap(outliers);
  const blocks = [
    texts.length === 0 ? null : list(texts),
    far.length === 0
      ? null
      : folded(`Processes far from the others of their arm (${far.length} arms)`, list(far)),
  ].filter((block) => block !== null);
  return blocks.length === 0 ? null : blocks.join("\n\n");
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

/** A line an arm: flagged, and counted all the same. */
function outliers({ of, outliers: found }: CaseResult): string[] {
  const byContext = Map.groupBy(found, ({ context }) => context);
  return [...byContext].map(([context, ofArm]) => {
    const rounds = ofArm.map(({ round, factor }) => `${numberText(factor)} × in round ${round}`);
    return `${code(`${caseId(of)}/${context}`)}: ${rounds.join(", ")}`;
  });
}
