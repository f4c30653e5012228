/** The table of a comparison, as users of benchstat know it: base, head, change, verdict, geometric mean. */
import type { Change, Changes, GeometricMean, NotCompared } from "../../core/comparison/change.ts";
import { type Arm, armId } from "../../core/model.ts";
import { familyWiseError } from "../../core/statistics/holm.ts";
import { code, list, page, plain, sentence, table } from "../markdown.ts";
import { countText, microseconds, percent, probability } from "../number-text.ts";
import { deviationCell } from "../rate-text.ts";
import { verdictText } from "../ratio-text.ts";
import { anchorName } from "../row-anchor.ts";
import { singleBuildText } from "./single-builds-text.ts";

export interface ChangesInput {
  readonly changes: Changes;
  /** What is compared, e.g. `node@22.23.3` or a file's name; null where nothing is left to compare. */
  readonly baseName: string | null;
  readonly headName: string;
  /** The share of slowing down that does not matter. */
  readonly threshold: number;
  /** For separate runs: the spread between runs that the user answers for; null where none was given. */
  readonly acceptedSpread: number | null;
  /** What else differs, or speaks against relying on it. */
  readonly warnings: readonly string[];
}

export function changesPage(input: ChangesInput): string {
  const { changes, baseName, headName } = input;
  const warnings = [...tooFew(input), ...input.warnings];
  return page(
    baseName === null ? null : `**BASE** ${code(baseName)}  \n**HEAD** ${code(headName)}`,
    kindText(input),
    warnings.length === 0 ? null : list(warnings.map((text) => `**Warning:** ${sentence(text)}`)),
    changes.changes.length === 0 ? "**Nothing can be compared.**" : changesTable(input),
    changes.notCompared.length === 0 ? null : notComparedText(changes.notCompared),
    changes.changes.length === 0 ? null : legend(input),
    ...changes.singleBuilds.map(singleBuildText),
  );
}

function kindText({ changes, acceptedSpread }: ChangesInput): string {
  const { kind, familySize } = changes;
  if (kind === "interleaved") {
    return `Builds interleaved in one run: paired rounds, verdicts by Holm's procedure over all ${countText(familySize)} pairs that were planned.`;
  }
  const confounded = "*separate runs: confounded with everything that changed between them*";
  if (acceptedSpread === null) {
    return `${confounded}. No verdicts; \`--accept-between-run X%\` gives them, if you answer for X.`;
  }
  return (
    `${confounded}. Verdicts take a spread of up to ${percent(acceptedSpread)} between runs for granted, on the word of ` +
    `whoever ran this; Holm's procedure over all ${countText(familySize)} arms that both planned.`
  );
}

function tooFew({ changes: { changes, familySize, leastCount } }: ChangesInput): string[] {
  if (leastCount === null) return [];
  const most = Math.max(...changes.map(({ count }) => count));
  return [
    `n is too small for any verdict: ${countText(most)} at most, and to judge ${countText(familySize)} together each ` +
      `needs ${countText(leastCount)}`,
  ];
}

/** By reason: a whole runtime may be in one run alone. */
function notComparedText(all: readonly NotCompared[]): string {
  const byReason = [...Map.groupBy(all, ({ reason }) => reason)];
  const items = byReason.map(
    ([reason, some]) => `${sentence(reason)}: ${some.map(({ armId: id }) => code(id)).join(", ")}`,
  );
  return `Not compared:\n\n${list(items)}`;
}

interface Row {
  readonly name: string;
  readonly base: string;
  readonly head: string;
  readonly change: string;
  readonly verdict: string;
  readonly cpu: string;
  readonly count: string;
}

function changesTable(input: ChangesInput): string {
  const { changes } = input;
  const hasHeads = hasSeveralHeads(changes);
  const rows = changes.changes.map((change): Row => rowOf(change, input, hasHeads));
  return table<Row>(
    [...rows, ...changes.geometricMeans.map((mean) => meanRow(mean, changes.geometricMeans.length > 1))],
    [
      { heading: "case", cell: ({ name }) => name },
      { heading: "base, µs", align: "right", cell: ({ base }) => base },
      { heading: "head, µs", align: "right", cell: ({ head }) => head },
      { heading: "change [95 %]", align: "right", cell: ({ change }) => change },
      { heading: "verdict", cell: ({ verdict }) => verdict },
      { heading: "CPU: change [95 %]", align: "right", cell: ({ cpu }) => cpu },
      { heading: "n", align: "right", cell: ({ count }) => count },
    ],
    ({ name }) => anchorName("change", name),
  );
}

function hasSeveralHeads({ changes }: Changes): boolean {
  return new Set(changes.map(({ arm }) => arm.build)).size > 1;
}

export function changeAnchor({ arm }: Change, changes: Changes): string {
  return anchorName("change", changeName(arm, hasSeveralHeads(changes)));
}

function changeName(arm: Arm, hasHeads: boolean): string {
  return plain(hasHeads ? armId(arm) : armName(arm));
}

function rowOf(change: Change, { threshold }: ChangesInput, hasHeads: boolean): Row {
  return {
    name: changeName(change.arm, hasHeads),
    base: microseconds(change.baseNs),
    head: microseconds(change.headNs),
    change: deviationCell(change.ratio),
    verdict: changeVerdict(change, threshold),
    cpu: cpuCell(change),
    count: pairsText(change),
  };
}

/** `13`, or `12/13` where one is missing. */
export function pairsText({ count, plannedCount }: Change): string {
  return count < plannedCount ? `${count}/${plannedCount}` : `${count}`;
}

/** `node:https/bundle/create/fresh`, with the runtime where the build's name does not say it. */
function armName({ runtime, build, client, trust, scenario, context }: Arm): string {
  const words = [client, trust, scenario, context];
  return (build === undefined ? [runtime, ...words] : words).join("/");
}

function meanRow({ of, baseNs, headNs, ratio }: GeometricMean, hasOthers: boolean): Row {
  return {
    name: hasOthers ? `*geometric mean, ${plain(of)}*` : "*geometric mean*",
    base: microseconds(baseNs),
    head: microseconds(headNs),
    change: deviationCell(ratio),
    verdict: "",
    cpu: "",
    count: "",
  };
}

/** Bold is what the exit code is about. The p belongs to the words before it. */
function changeVerdict(change: Change, threshold: number): string {
  const { verdict, ratio, isRegression, adjustedPValue, thresholdPValue } = change;
  if (verdict.kind === "withheld") return "—";
  if (verdict.kind === "missing-pairs") return "too many rounds missing";
  if (verdict.kind !== "differs") return verdictText(verdict);
  if (!isRegression) {
    return `${ratio.value < 1 ? "faster" : "slower"} (p ${probability(adjustedPValue!)})`;
  }
  const beyond = threshold > 0 ? ` by more than ${percent(threshold)}` : "";
  return `**slower${beyond}** (p ${probability(thresholdPValue!)})`;
}

export function cpuCell({ cpuRatio, baseCpu, headCpu }: Change): string {
  if (cpuRatio) return deviationCell(cpuRatio);
  const isCoarse = [baseCpu, headCpu].some(({ state }) => state === "below-resolution");
  return isCoarse ? "below resolution" : "—";
}

function legend({ changes, threshold, acceptedSpread }: ChangesInput): string {
  const isSeparate = changes.kind === "separate";
  const hasVerdicts = !isSeparate || acceptedSpread !== null;
  const texts = [
    "Times are medians over the rounds of each process's median operation.",
    "A change is head ÷ base − 1 by Hodges–Lehmann, with the interval of this row alone" +
      (isSeparate ? ", which knows nothing of the spread between runs." : "."),
    isSeparate
      ? "The geometric mean has none."
      : "The geometric mean's is over the rounds; it has none where a row lacks a round.",
    `*n* counts ${isSeparate ? "processes of the side that has fewer" : "pairs of rounds"}.`,
  ];
  if (hasVerdicts) {
    texts.push(
      `A verdict (p ≤ ${probability(familyWiseError)} after Holm) holds for all rows together; it is of the wall time alone. ` +
        "`~` is no proof that nothing changed: what stands behind it is the smallest change that would have been seen.",
    );
  }
  if (hasVerdicts && threshold > 0) {
    const spread = acceptedSpread ? `, beyond the ${percent(acceptedSpread)} between runs,` : "";
    texts.push(
      `**Slower by more than ${percent(threshold)}** is said where the data${spread} reject that it is ${percent(threshold)} or less, ` +
        "with the p of that: a change must lie well above the threshold to be found. Plain *slower* is a change that is " +
        "proved, and whose size may be below the threshold.",
    );
  }
  return texts.join(" ");
}
