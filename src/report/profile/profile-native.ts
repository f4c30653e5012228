/** What perf adds: the functions of native code, on all threads. */
import { type FunctionCost, functionCosts } from "../../core/profile/function-costs.ts";
import type { ArmProfile, CaseProfile } from "../../core/profile/profile-results.ts";
import { busySamples, countSamples } from "../../core/profile/sample-kind.ts";
import { stacksOf } from "../../core/profile/stacks.ts";
import { code, folded, link, plain, table } from "../markdown.ts";
import { tenthsPercent } from "../number-text.ts";
import { anchorName } from "../row-anchor.ts";
import type { ProfileFiles } from "./profile-files.ts";

const functionsShown = 12;

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

function title({ arm: { runtime, client, scenario, context }, native }: ArmProfile): string {
  const counts = countSamples(runtime, stacksOf(native!.profile));
  const share = busySamples(counts) === 0 ? "" : `: ${tenthsPercent(counts.context / busySamples(counts))}`;
  return `${runtime}: ${client}, ${scenario}, ${context}${share} of all threads' samples under a frame that builds contexts`;
}

/** A stack without names is not to be taken for one in which nothing happens. */
function strippedText(arms: readonly ArmProfile[]): string[] {
  const stripped = new Set(arms.filter(({ native }) => native?.isStripped).map(({ arm }) => arm.runtime));
  if (stripped.size === 0) return [];
  return [
    `> **Note:** the executable of ${[...stripped].join(" and of ")} is stripped: it has no \`.symtab\`, or one of exported functions alone. Its own native functions have no names and are one frame, \`(no name)\`.`,
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
