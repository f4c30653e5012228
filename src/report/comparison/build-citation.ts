/** What can be cited of the page of a run that compares builds: each change, and the two times beside it. */
import { comparedBuilds } from "../../core/comparison/build-pairs.ts";
import type { Change, Changes } from "../../core/comparison/change.ts";
import { interleavedChanges } from "../../core/comparison/interleaved-changes.ts";
import { type Arm, armId, buildName } from "../../core/model.ts";
import type { Run } from "../../core/records.ts";
import type { RunResults } from "../../core/results.ts";
import { armAnchor } from "../arms-table.ts";
import { type Citable, citableTime, measuredArms, type Row } from "../citable.ts";
import { microseconds } from "../number-text.ts";
import { nameOf } from "./builds-page.ts";
import { changeAnchor, cpuCell, pairsText } from "./changes-page.ts";
import { citableChange } from "./citable-change.ts";

/** In the one page of such a run. A build that several are compared with stands in several rows: its first is linked. */
export function buildCitables(run: Run, results: RunResults): Citable[] {
  const changes = interleavedChanges(run, 0);
  const arms = measuredArms(results);
  const cited = new Map<string, Citable>();
  for (const change of changes.changes) {
    const row = { page: "README.md", anchor: changeAnchor(change, changes) };
    const base = baseOf(change, run);
    for (const arm of [base, change.arm].map((one) => arms.get(armId(one)))) {
      if (arm && !cited.has(armId(arm.arm))) cited.set(armId(arm.arm), citableTime(run, arm, row));
    }
    cited.set(`${armId(base)} ${armId(change.arm)}`, ofChange(run, changes, { base, change, row }));
  }
  const singles = changes.singleBuilds
    .flatMap((single) => single.arms)
    .filter((arm) => arm.state === "measured");
  return [
    ...cited.values(),
    ...singles.map((arm) => citableTime(run, arm, { page: "README.md", anchor: armAnchor(arm.arm) })),
  ];
}

/** The build that was named first. */
function baseOf({ arm }: Change, { header }: Run): Arm {
  const [build] = comparedBuilds(header.runtimes, arm.runtime)!;
  return { ...arm, build };
}

function ofChange(
  run: Run,
  { familySize }: Changes,
  { base, change, row }: { readonly base: Arm; readonly change: Change; readonly row: Row },
): Citable {
  const { arm: head, baseNs, headNs, isRegression, adjustedPValue, thresholdPValue } = change;
  const names = [base, head].map((arm) => {
    const facts = run.header.runtimes.find((one) => buildName(one) === buildName(arm));
    return facts ? nameOf(facts) : buildName(arm);
  });
  const cpu = cpuCell(change).replaceAll("\u00A0", " ");
  return citableChange(
    run,
    {
      base,
      head,
      title: names.join(" → "),
      ratio: change.ratio,
      verdict: change.verdict,
      pValue: isRegression ? thresholdPValue : adjustedPValue,
      familySize,
      pairs: pairsText(change),
      figures: [
        `${microseconds(baseNs)} → ${microseconds(headNs)} µs`,
        ...(cpu === "—" ? [] : [`CPU ${cpu}`]),
      ],
    },
    row,
  );
}
