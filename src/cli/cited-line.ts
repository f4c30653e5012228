/** For tests: the line that `ctxcost cite` prints, and the row that its link goes to. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "../run/project.ts";

/** The end of a line: the run's id, the page, the row's name. */
export const linkPattern = /\[ctxcost ([\w-]+)\]\(([^#)]+)#([a-z0-9-]+)\)$/;

/** The row of a page in results/ that has this anchor. */
export function publishedRow(page: string, anchor: string): string {
  const rows = readFileSync(path.join(projectRoot, page), "utf8").split("\n");
  const found = rows.filter((row) => row.includes(`<a id="${anchor}"></a>`));
  assert.equal(found.length, 1, `${anchor} in ${page}`);
  return found[0]!;
}
