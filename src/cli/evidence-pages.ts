/** The committed pages that are made of other runs than the published one: what the suite's numbers are worth. */
import path from "node:path";
import { resultsFolder } from "../run/project.ts";
import { publishedAgainstPage } from "./against-file.ts";
import { publishedRepeatPage } from "./repeat-command.ts";
import { publishedSelftestPage } from "./selftest-files.ts";

/** By their name in results/; null where the runs have not been made. */
const evidence: Readonly<Record<string, () => Promise<string | null>>> = {
  "selftest.md": publishedSelftestPage,
  "repeat.md": publishedRepeatPage,
  "against.md": publishedAgainstPage,
};

/** Those that there are, by absolute path. */
export async function evidencePages(): Promise<Map<string, string>> {
  const pages = new Map<string, string>();
  for (const [name, make] of Object.entries(evidence)) {
    const page = await make();
    if (page !== null) pages.set(path.join(resultsFolder, name), page);
  }
  return pages;
}
