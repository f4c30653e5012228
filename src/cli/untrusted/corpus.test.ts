/** What was found by the search, a file for each: what the first word of its name says it is, with one thing wrong in it. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { htmlStructure } from "./html-structure.ts";
import { markdownStructure } from "./markdown-structure.ts";
import { type PageMaker, pageMakers } from "./page-makers.ts";
import { expectSense, pagesOrReason } from "./untrusted-file.ts";

const folder = path.join(import.meta.dirname, "corpus");
const makers: Readonly<Record<string, string>> = {
  run: "a run's pages and report.html",
  versions: "versions",
  profile: "profile",
  service: "service",
  memory: "memory",
  scale: "scale",
};

/** Why it is refused; of what is not here, pages can be made. */
const reasons: Readonly<Record<string, RegExp>> = {
  "profile-circle.jsonl":
    /line \d+, field value\.profile\.nodes: expected a tree, got nodes that call each other/,
  "run-control-characters.jsonl": /line 2: expected a JSON object: [^\p{Cc}]*$/u,
  "run-family-of-none.jsonl":
    /line 2, field familySize: expected at least the 1 pairs that are planned, got 0/,
  "run-stage-without-times.jsonl":
    /line 3, field measurement\.stages\.created: expected a time for each of the 10/,
  "run-kind-nested-deep.jsonl.gz": /line 2, field kind: expected one of .*, got an array of 1$/,
  "run-measured-twice.jsonl": /line \d+, field armId: .* was measured before in 1, 1; expected it once/,
  "run-rounds-without-end.jsonl": /line 2, field rounds: Too big/,
  "service-phase-of-no-time.jsonl":
    /line 3, field value\.marks: expected a CPU time for each time, and the last/,
  "service-slices-without-end.jsonl": /line 2, field sliceNs: expected at most 10000 slices in a phase/,
};

function makerOf(name: string): PageMaker {
  return pageMakers.find((one) => one.name === makers[name.split("-")[0]!])!;
}

/** All names in the files that would be a link, a picture or a tag are of this host. */
const stranger = /a\.example|onerror|<script>/;

describe("what was found in files from strangers", () => {
  for (const name of readdirSync(folder)) {
    it(name, async () => {
      const file = path.join(folder, name);
      const reason = reasons[name];
      if (reason) {
        await assert.rejects(makerOf(name).make(file), reason);
        await pagesOrReason(makerOf(name), file);
        return;
      }
      const pages = await makerOf(name).make(file);
      expectSense(pages);
      for (const [page, text] of pages) {
        if (page.endsWith(".md")) assert.doesNotMatch(markdownStructure(text).join("\n"), stranger, page);
        if (page.endsWith(".html")) assert.doesNotMatch(htmlStructure(text).join("\n"), stranger, page);
      }
    });
  }
});
