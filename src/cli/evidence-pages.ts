/** The committed pages that are made of other runs than the published one: what the suite's numbers are worth. */
import type { EvidencePage } from "../report/input.ts";
import { wholePage } from "../report/reference.ts";
import { publishedAgainstPage } from "./against-file.ts";
import { committedBisectPages } from "./bisect-files.ts";
import type { PageFiles } from "./page-files.ts";
import { publishedReferencePage } from "./reference-file.ts";
import { publishedRepeatPage } from "./repeat-file.ts";
import { publishedSelftestPage } from "./selftest-files.ts";
import { publishedStudyPage } from "./study/published-studies.ts";
import { studies } from "./study/studies.ts";
import { publishedVersionsPages } from "./versions-files.ts";

interface Evidence extends EvidencePage {
  /** Null where the runs have not been made. */
  readonly make: () => Promise<string | null>;
}

const evidence: readonly Evidence[] = [
  {
    name: wholePage,
    title: "Python's httpx alone, with every client, trust and context",
    make: publishedReferencePage,
  },
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

/** Those that there are: what was measured beside the tables, then what the numbers are worth. */
export async function evidencePages(): Promise<PageFiles[]> {
  const pages: PageFiles[] = [];
  for (const entry of studies) {
    const page = await publishedStudyPage(entry);
    if (page !== null) pages.push({ name: `${entry.name}.md`, title: entry.pageTitle, ...page });
  }
  pages.push(...(await publishedVersionsPages()), ...(await committedBisectPages()));
  for (const { name, title, make } of evidence) {
    const text = await make();
    if (text !== null) pages.push({ name, title, text, pictures: new Map() });
  }
  return pages;
}
