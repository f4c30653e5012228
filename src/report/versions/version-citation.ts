/** What can be cited of the page of `versions`: what an arm takes with each version, and what each version changed. */
import { armId, buildName } from "../../core/model.ts";
import type { Run } from "../../core/records.ts";
import type { MeasuredArm, RunResults } from "../../core/results.ts";
import { type VersionResults, versionChanges } from "../../core/versions/version-changes.ts";
import { type Citable, citableTime, measuredArms, type Row, titleOf } from "../citable.ts";
import { citableChange } from "../comparison/citable-change.ts";
import { plain } from "../markdown.ts";
import { microseconds } from "../number-text.ts";
import { deviationText } from "../rate-text.ts";
import {
  changeAnchor,
  countText,
  type RowChange,
  rowChanges,
  versionAnchor,
  versionOf,
} from "./versions-tables.ts";

/** `page` is its name, e.g. `versions-deno.md`. */
export function versionCitables(run: Run, results: RunResults, page: string): Citable[] {
  const arms = measuredArms(results);
  const versions = versionChanges(run);
  const times = versions.rows.flatMap((row) =>
    row.cells.flatMap((cell) => {
      const measured = cell.state === "measured" && arms.get(armId(cell.arm));
      return measured ? [citableTime(run, measured, { page, anchor: versionAnchor(row) })] : [];
    }),
  );
  const changes = rowChanges(versions).map((one) =>
    ofChange(run, versions, arms, one, { page, anchor: changeAnchor(one) }),
  );
  return [...times, ...changes];
}

function ofChange(
  run: Run,
  { familySize }: VersionResults,
  arms: ReadonlyMap<string, MeasuredArm>,
  { change }: RowChange,
  row: Row,
): Citable {
  const { base, head, ratio, interval, verdict, adjustedPValue, cpuRatio } = change;
  const sides = [base, head].map((arm) => arms.get(armId(arm)));
  const times = sides.map((side) => (side ? microseconds(side.latencyNs) : "—"));
  return citableChange(
    run,
    {
      base,
      head,
      title: `${titleOf(run.header, buildName(base))} → ${versionOf(head)}`,
      ratio: ratio === null ? null : (interval ?? { value: ratio }),
      verdict,
      pValue: adjustedPValue,
      familySize,
      pairs: countText(change),
      figures: [
        `${times.join(" → ")} µs`,
        ...(cpuRatio ? [`CPU ${deviationText(cpuRatio)}`] : []),
        ...packagesText(sides),
      ],
    },
    row,
  );
}

/** Where the package is another too, the change is of both. */
function packagesText(sides: readonly (MeasuredArm | undefined)[]): string[] {
  const names = sides.map((side) => side?.packageThatRan ?? null);
  if (new Set(names).size < 2 || names.includes(null)) return [];
  return [plain(names.join(" → "))];
}
