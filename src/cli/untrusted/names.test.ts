/** Whatever the names in a results file are, they change the words of its pages and nothing else. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { fuzzing } from "../../run/untrusted/fuzz-settings.ts";
import { hostileTexts } from "../../run/untrusted/hostile-text.ts";
import { htmlStructure } from "./html-structure.ts";
import { markdownStructure } from "./markdown-structure.ts";
import { type PageMaker, type Pages, pageMakers } from "./page-makers.ts";
import { renamedRecords, renaming } from "./renamed-records.ts";
import { linesOf, written } from "./untrusted-file.ts";

async function pagesNamed({ records, make }: PageMaker, words: readonly string[]): Promise<Pages> {
  return make(written(linesOf(renamedRecords(records(), renaming(words)))));
}

/** By the file's name; pictures are names and numbers through and through. */
function structures(pages: Pages): Map<string, string[]> {
  const texts = [...pages].filter(([name]) => name.endsWith(".md") || name.endsWith(".html"));
  return new Map(
    texts.map(([name, text]) => [name, name.endsWith(".md") ? markdownStructure(text) : htmlStructure(text)]),
  );
}

/** Of some hundred lines nobody wants to see the others. */
function firstDifference(lines: readonly string[], expected: readonly string[]): string | null {
  const index = [...lines, ""].findIndex((line, at) => line !== (expected[at] ?? ""));
  if (index < 0) return null;
  const before = lines.slice(Math.max(0, index - 5), index).join(", ");
  return `after ${before}: got ${lines[index]}, expected ${expected[index]}`;
}

for (const maker of pageMakers) {
  describe(`${maker.name} of a file with hostile names`, () => {
    it("has the structure that it has with any others, and no tag or link that is not ours", async () => {
      const expected = structures(await pagesNamed(maker, ["word"]));
      const property = fc.asyncProperty(hostileTexts, async (words) => {
        const made = await pagesNamed(maker, words);
        for (const [name, lines] of structures(made)) {
          assert.equal(firstDifference(lines, expected.get(name)!), null, name);
        }
        for (const [name, text] of made) {
          if (name.endsWith(".cpuprofile")) continue;
          assert.doesNotMatch(
            text,
            /(?![\t\n])[\p{Cc}\p{Bidi_Control}]/u,
            `${name}: obeyed or hidden characters`,
          );
        }
      });
      await fc.assert(property, fuzzing(6));
    });
  });
}
