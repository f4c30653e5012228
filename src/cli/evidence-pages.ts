/** The committed pages that are made of other runs than the published one: what the suite's numbers are worth. */
import type { EvidencePage } from "../report/input.ts";
import { publishedAgainstPage } from "./against-file.ts";
import { publishedRepeatPage } from "./repeat-file.ts";
import { publishedSelftestPage } from "./selftest-files.ts";

interface Evidence extends EvidencePage {
  /** Null where the runs have not been made. */
  readonly make: () => Promise<string | null>;
}

const evidence: readonly Evidence[] = [
  {
    name: "selftest.md",
    title:
      "how often builds that are one executable are called different, and how small a slow-down is found",
    make: publishedSelftestPage,
  },
  { name: "repeat.md", title: "two full runs, ratio by ratio", make: publishedRepeatPage },
  {
    name: "against.md",
    title: "the same questions asked of mitata, tinybench and hyperfine",
    make: publishedAgainstPage,
  },
];

/** Those that there are, with their text. */
export async function evidencePages(): Promise<(EvidencePage & { readonly text: string })[]> {
  const pages: (EvidencePage & { readonly text: string })[] = [];
  for (const { name, title, make } of evidence) {
    const text = await make();
    if (text !== null) pages.push({ name, title, text });
  }
  return pages;
}
