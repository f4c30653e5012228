/** What the self-test's runs planned and does not count: a rate that hides its gaps proves nothing. */
import type { LeftOut } from "../../core/selftest/selftest-comparisons.ts";
import { folded, page, plain, sentence, table } from "../markdown.ts";
import { anchorName } from "../row-anchor.ts";

/** Null where nothing is left out. */
export function leftOutNote(leftOut: readonly LeftOut[], counted: number): string | null {
  if (leftOut.length === 0) return null;
  const rows = table(
    leftOut,
    [
      { heading: "run", cell: ({ run }) => plain(run.header.runId) },
      { heading: "left out", cell: ({ what }) => plain(what) },
      { heading: "why", cell: ({ reason }) => sentence(reason) },
    ],
    ({ run, what }) => anchorName("left-out", run.header.runId, what),
  );
  return page(
    `> **Warning:** ${leftOut.length} planned comparisons or cases say nothing and are left out; the other ${counted} are counted. ` +
      "Failures may hit what differs: repeat the runs that are named.",
    folded("What is left out, and why", rows),
  ).trimEnd();
}
