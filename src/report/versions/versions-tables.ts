/** What each version takes and changed, as tables. */
import { armId } from "../../core/model.ts";
import type {
  VersionCell,
  VersionChange,
  VersionResult,
  VersionResults,
} from "../../core/versions/version-changes.ts";
import { plain, sentence, table, unbroken } from "../markdown.ts";
import { Notes } from "../notes.ts";
import { microseconds, percent, probability } from "../number-text.ts";
import { deviationText } from "../rate-text.ts";
import { verdictText } from "../ratio-text.ts";
import { anchorName } from "../row-anchor.ts";

/** `node:https/bundle/request/fresh` */
export function rowName({ of, context }: Pick<VersionResult, "of" | "context">): string {
  return [of.client, of.trust, of.scenario, context].join("/");
}

/** A row a case and context, a column a version. What cannot be measured refers to the notes below. */
export function versionsTable({ rows, versions }: VersionResults): string {
  const notes = new Notes();
  const text = table(
    rows,
    [
      { heading: "case", cell: (row) => plain(rowName(row)) },
      ...versions.map(({ version }, index) => ({
        heading: `${plain(version)}, µs`,
        align: "right" as const,
        cell: (row: VersionResult) => cellText(row, index, notes),
      })),
      {
        heading: "newest ÷ oldest",
        align: "right" as const,
        cell: ({ whole }) => (whole ? changeText(whole, notes) : "—"),
      },
    ],
    versionAnchor,
  );
  const below = notes.toString();
  return below === "" ? text : `${text}\n\n${below}`;
}

export function versionAnchor(row: Pick<VersionResult, "of" | "context">): string {
  return anchorName("version", row.of.runtime, rowName(row));
}

function cellText({ cells }: VersionResult, index: number, notes: Notes): string {
  const cell = cells[index]!;
  if (cell.state === "missing") return `— ${notes.refer(sentence(cell.reason))}`;
  const packages = new Set(cells.map(packageIn).filter((one) => one !== null));
  const other = packages.size > 1 ? ` ${notes.refer(plain(`with ${cell.packageThatRan}`))}` : "";
  const value = `${microseconds(cell.latencyNs)}${other}`;
  return cell.change ? `${value}<br>${changeText(cell.change, notes)}` : value;
}

/** Where it is not the same in every version, a change is of the package as well. */
function packageIn(cell: VersionCell): string | null {
  return cell.state === "measured" ? cell.packageThatRan : null;
}

/** Short, so that a cell of five versions fits: the whole is in the table of changes. */
function changeText(change: VersionChange, notes: Notes): string {
  const { ratio, interval, verdict } = change;
  if (ratio === null) return `— ${notes.refer(verdictText(verdict))}`;
  const text = deviationText(interval ?? { value: ratio });
  switch (verdict.kind) {
    case "differs":
      return unbroken(text.replace(/^(\S+ %)/, "**$1**"));
    case "indistinct":
      return unbroken(`~ ${text}`);
    case "exploratory":
      return unbroken(text);
    default:
      return `${unbroken(text)} ${notes.refer(verdictText(verdict))}`;
  }
}

/** A row of the table of changes. */
export interface RowChange {
  readonly row: VersionResult;
  readonly change: VersionChange;
}

export function rowChanges({ rows }: VersionResults): RowChange[] {
  return rows.flatMap((row) => {
    const steps = row.cells.flatMap((cell) =>
      cell.state === "measured" && cell.change ? [cell.change] : [],
    );
    return [...steps, ...(row.whole ? [row.whole] : [])].map((change) => ({ row, change }));
  });
}

/** Every comparison of the family, with what the cells leave out. */
export function changesTable(results: VersionResults): string {
  return table(
    rowChanges(results),
    [
      { heading: "case", cell: ({ row }) => plain(rowName(row)) },
      { heading: "from", cell: ({ change }) => plain(versionOf(change.base)) },
      { heading: "to", cell: ({ change }) => plain(versionOf(change.head)) },
      {
        heading: "change [95 %]",
        align: "right",
        cell: ({ change: { ratio, interval } }) =>
          ratio === null ? "—" : unbroken(deviationText(interval ?? { value: ratio })),
      },
      { heading: "verdict", cell: ({ change }) => fullVerdict(change) },
      { heading: "CPU [95 %]", align: "right", cell: ({ change }) => cpuText(change) },
      { heading: "n", align: "right", cell: ({ change }) => countText(change) },
    ],
    changeAnchor,
  );
}

export function changeAnchor({ row, change }: RowChange): string {
  return anchorName("change", row.of.runtime, rowName(row), versionOf(change.base), versionOf(change.head));
}

function fullVerdict({ verdict, adjustedPValue, ratio }: VersionChange): string {
  if (verdict.kind !== "differs") return verdictText(verdict);
  return `**${ratio! > 1 ? "slower" : "faster"}** (p ${probability(adjustedPValue!)})`;
}

function cpuText({ cpuRatio }: VersionChange): string {
  return cpuRatio ? unbroken(deviationText(cpuRatio)) : "—";
}

/** `13`, or `12/13` where one is missing. */
export function countText({ validPairs, plannedPairs }: VersionChange): string {
  return validPairs < plannedPairs ? `${validPairs}/${plannedPairs}` : `${validPairs}`;
}

/** `22.23.3` of the build `node@22.23.3`. */
export function versionOf({ build, runtime }: VersionChange["base"]): string {
  return (build ?? runtime).replace(`${runtime}@`, "");
}

/** The changes that a reader comes for, the largest first, as sentences. */
export function foundChanges({ rows }: VersionResults): string[] {
  return rows
    .flatMap(({ cells }) =>
      cells.flatMap((cell) =>
        cell.state === "measured" && cell.change?.verdict.kind === "differs" ? [cell.change] : [],
      ),
    )
    .sort((a, b) => Math.abs(Math.log(b.ratio!)) - Math.abs(Math.log(a.ratio!)))
    .map((change) => {
      const { head, base, ratio, interval } = change;
      const word = ratio! > 1 ? "slower" : "faster";
      const name = armId(head).slice(`${head.build ?? head.runtime}/`.length);
      return `\`${name}\` became ${word} from ${versionOf(base)} to ${versionOf(head)}: ${deviationText(interval ?? { value: ratio! })}`;
    });
}

/** For the sentence about the smallest change that would have been found. */
export function medianReach({ rows }: VersionResults): string | null {
  const reaches = rows
    .flatMap(({ cells }) => cells.map((cell) => (cell.state === "measured" ? cell.change?.verdict : null)))
    .flatMap((verdict) => (verdict?.kind === "indistinct" ? [verdict.smallestDetectable - 1] : []))
    .sort((a, b) => a - b);
  const middle = reaches[Math.floor((reaches.length - 1) / 2)];
  return middle === undefined || !Number.isFinite(middle) ? null : percent(middle);
}
