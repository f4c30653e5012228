/** The trail of a search: what was decided, by which rounds and with which error, and what is left. */
import type { BisectResult, Decision } from "../../core/bisect/questions.ts";
import type { RatioInterval } from "../../core/bisect/ratio-interval.ts";
import { code, fence, link, list, page, plain, sentence, table, unbroken } from "../markdown.ts";
import { countText, percent, wholePercent } from "../number-text.ts";
import { deviationText } from "../rate-text.ts";
import { anchorName } from "../row-anchor.ts";
import { shellWord } from "../shell-word.ts";

export function bisectPage(result: BisectResult, commandLine: readonly string[], rawFolder = ""): string {
  const { plan, decisions, skipped } = result;
  const { of, versions } = plan;
  return page(
    `# Which version of ${plain(of.runtime)} changed ${plain(`${of.client}/${of.trust}/${of.scenario}`)}?`,
    `From ${plain(versions[0]!)} to ${plain(versions.at(-1)!)}, ${countText(versions.length)} versions; measured: ${measureText(result)}; ` +
      `a change counts above ${percent(plan.threshold)}. Written by \`ctxcost bisect\`; do not edit.`,
    `**${endText(result)}**`,
    result.change &&
      `From ${plain(result.older)} to ${plain(result.newer)}: ${changeText(result.change)}, in rounds that nothing else was decided by.`,
    packageWarning(result),
    possibleText(result),
    "## The trail",
    decisions.length === 0 ? "Nothing was decided." : trailTable(decisions, rawFolder),
    errorText(result),
    skipped.length === 0
      ? null
      : page(
          "Passed over:",
          list(skipped.map(({ version, reason }) => sentence(`${version}: ${reason}`))),
        ).trimEnd(),
    "Versions are in the order of their numbers. A patch of an older line may have been published after the next line's first " +
      "release and hold the same change: then there are more such pairs than this one.",
    "The same again:",
    fence(commandLine.map(shellWord).join(" "), "sh"),
  );
}

function measureText({ plan: { measure } }: BisectResult): string {
  return measure.kind === "ratio" ? `fresh ÷ ${measure.context}` : `the time with ${measure.context}`;
}

function endText({ end, older, newer, plan }: BisectResult): string {
  const pair = `${plain(older)} and ${plain(newer)}`;
  const limit = percent(plan.threshold);
  switch (end.kind) {
    case "found":
      return `It changed between ${pair}, by more than ${limit}.`;
    case "spread":
      return `Between ${pair} it crosses the middle, but no change above ${limit} is shown there: there are several, or a drift.`;
    case "ends-same":
      return `${pair} differ by less than ${limit}: there is nothing to find.`;
    case "ends-unclear":
      return `It is not shown that ${pair} differ by more than ${limit}: nothing was searched.`;
    case "step-unclear":
      return `${plain(end.version)} is not clear after the last look: the change is between ${pair}.`;
    case "cannot":
      return `${plain(end.version)} cannot be measured: ${sentence(end.reason)}.`;
    case "stopped":
      return `Stopped before its end: between ${pair} as far as it went.`;
  }
}

function possibleText({ end, possible }: BisectResult): string | null {
  if (end.kind === "ends-same" || possible.length === 0) return null;
  if (possible.length === 1) return null;
  return `Still possible: ${countText(possible.length)} versions (${possible.map((one) => code(one)).join(", ")}).`;
}

/** Who searches for a version of the runtime is not to take a package's change for it. */
function packageWarning({ end, decisions, plan }: BisectResult): string | null {
  const last = decisions.at(-1);
  if (!last || !differ(last.packages) || !["found", "spread"].includes(end.kind)) return null;
  const ran = last.versions.map((version, index) => `${last.packages[index] ?? "none"} with ${version}`);
  return (
    `**Warning:** not the same package ran on both sides, but ${plain(ran.join(" and "))}: the change may be the package's, and not ` +
    `${plain(plan.of.runtime)}'s. Search among versions that run the same one.`
  );
}

function differ(packages: Decision["packages"]): boolean {
  return new Set(packages).size > 1;
}

/** With the package that ran where it is not the same in all. */
function versionsText({ versions, packages }: Decision): string {
  const names = differ(packages)
    ? versions.map((version, index) => `${version} with ${packages[index] ?? "none"}`)
    : versions;
  return names.join(" → ");
}

function trailTable(decisions: readonly Decision[], rawFolder: string): string {
  return table(
    decisions,
    [
      { heading: "", align: "right", cell: ({ number }) => countText(number) },
      { heading: "versions", cell: (one) => plain(versionsText(one)) },
      {
        heading: "each against the one before it [95 %]",
        cell: ({ ratios }) => ratios.map(changeText).join("<br>"),
      },
      { heading: "decided", cell: verdictText },
      { heading: "rounds", align: "right", cell: ({ rounds }) => countText(rounds) },
      { heading: "error at most", align: "right", cell: ({ error }) => unbroken(percent(error)) },
      {
        heading: "raw rounds",
        cell: ({ files }) =>
          files.map((file, index) => link(`look ${index + 1}`, `${rawFolder}${file}`)).join(", "),
      },
    ],
    ({ number }) => anchorName("decision", String(number)),
  );
}

function changeText({ value, low, high }: RatioInterval): string {
  return unbroken(deviationText(low === null || high === null ? { value } : { value, low, high }));
}

function verdictText({ kind, verdict, versions }: Decision): string {
  if (kind === "halving") {
    const words = { "as-good": "as good", "as-bad": "as bad", between: "between: two changes" };
    const [, version] = versions;
    return `${plain(version!)} is ${verdict in words ? words[verdict as keyof typeof words] : "not clear"}`;
  }
  if (kind === "pair") return "the pair, measured";
  return `the ends: ${verdict}`;
}

function errorText({ plan }: BisectResult): string {
  const looks = plan.looks.map(({ rounds, error }) => `${countText(rounds)} rounds at ${percent(error)}`);
  return (
    `The whole search errs in at most ${wholePercent(plan.totalError)}: that is divided evenly among the ${countText(plan.decisions)} ` +
    `decisions that it can take at most (the ends, the halvings, the pair), and each among its looks: ${looks.join(", ")}. ` +
    "A look at a version asks on which side of the middle between good and bad it lies (signed-rank, over the rounds); where that is " +
    "not clear, the rounds are doubled. The intervals of a decision that a look ended are for the eye; the last pair's is to be cited."
  );
}
