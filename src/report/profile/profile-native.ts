/** What perf adds: the functions of native code, on all threads. */
import { type FunctionCost, functionCosts } from "../../core/profile/function-costs.ts";
import type { ArmProfile, CaseProfile, NativeProfile } from "../../core/profile/profile-results.ts";
import { busySamples, countSamples } from "../../core/profile/sample-kind.ts";
import { stacksOf } from "../../core/profile/stacks.ts";
import { code, folded, link, plain, table } from "../markdown.ts";
import { tenthsPercent } from "../number-text.ts";
import { anchorName } from "../row-anchor.ts";
import type { ProfileFiles } from "./profile-files.ts";

const functionsShown = 12;
/** As `perf` has those of which it finds no symbol. */
const namelessFrame = "(no name)";

/** Nothing where the study was made without `--native`. */
export function nativeBlocks(cases: readonly CaseProfile[], files: ProfileFiles): string[] {
  const arms = cases.flatMap(({ before, after }) => [before, after]).filter(({ native }) => native !== null);
  if (arms.length === 0) return [];
  return [
    "## Native code",
    "By `perf`, one process an arm: all threads, and the kernel where that is allowed. Frames are found by frame pointers; where a library has none, " +
      "callers are missing or wrong: only the innermost function is certain, and a share under a frame is the least that it can be. " +
      "V8 names its compiled functions to perf, JavaScriptCore does not.",
    ...strippedText(arms),
    ...arms.map((arm) => folded(plain(title(arm)), [functionsTable(arm), ...links(arm, files)].join("\n\n"))),
  ];
}

function title({ arm, native }: ArmProfile): string {
  const { runtime, client, scenario, context } = arm;
  return `${runtime}: ${client}, ${scenario}, ${context}${sharesText(runtime, native!)}`;
}

/**
 * Where some functions have no names, those that build contexts may be among them: none found is then not none, and what
 * is found is the least.
 */
function sharesText(runtime: ArmProfile["arm"]["runtime"], { profile, isStripped }: NativeProfile): string {
  const stacks = stacksOf(profile);
  const counts = countSamples(runtime, stacks);
  const busy = busySamples(counts);
  if (busy === 0) return "";
  const under = "of all threads' samples under a frame that builds contexts";
  const nameless = functionCosts(runtime, stacks)
    .filter(({ functionName }) => functionName === namelessFrame)
    .reduce((sum, { selfShare }) => sum + selfShare, 0);
  const found = tenthsPercent(counts.context / busy);
  if (isStripped === false || nameless === 0) return `: ${found} ${under}`;
  const unnamed = `${tenthsPercent(nameless)} are in functions without a name`;
  return counts.context === 0
    ? `: what builds contexts is not seen: of all threads' samples ${unnamed}`
    : `: at least ${found} ${under}; ${unnamed}`;
}

/** A stack without names is not to be taken for one in which nothing happens. */
function strippedText(arms: readonly ArmProfile[]): string[] {
  const stripped = new Set(arms.filter(({ native }) => native?.isStripped).map(({ arm }) => arm.runtime));
  if (stripped.size === 0) return [];
  return [
    `> **Note:** the executable of ${[...stripped].join(" and of ")} is stripped: it has no \`.symtab\`, or one of exported functions alone. Its own native functions have no names and are one frame, \`${namelessFrame}\`.`,
  ];
}

function functionsTable({ arm, native }: ArmProfile): string {
  const most = functionCosts(arm.runtime, stacksOf(native!.profile)).slice(0, functionsShown);
  return table(
    most,
    [
      { heading: "function", cell: ({ functionName }: FunctionCost) => code(functionName) },
      { heading: "in", cell: ({ url }) => plain(url) },
      { heading: "itself", align: "right", cell: ({ selfShare }) => tenthsPercent(selfShare) },
      { heading: "with what it calls", align: "right", cell: ({ totalShare }) => tenthsPercent(totalShare) },
    ],
    ({ functionName, url }) =>
      anchorName("native", arm.runtime, arm.client, arm.scenario, arm.context, functionName, url),
  );
}

function links({ arm }: ArmProfile, files: ProfileFiles): string[] {
  const found = (["native-svg", "native-cpuprofile"] as const).flatMap((kind) => {
    const file = files.linkOf(arm, kind);
    return file === null ? [] : [link(kind === "native-svg" ? "picture" : "profile", file)];
  });
  return [found.join(", ")];
}
