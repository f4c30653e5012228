/** A damaged file is refused in words that tell what to look at, or is one of which every page can be made. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { damages } from "../../run/untrusted/damage.ts";
import { fuzzing } from "../../run/untrusted/fuzz-settings.ts";
import { pageMakers } from "./page-makers.ts";
import { expectSense, linesOf, pagesOrReason, written } from "./untrusted-file.ts";

for (const maker of pageMakers) {
  describe(`${maker.name} of a damaged file`, () => {
    it("are whole, or there is a reason with file, line and field", async () => {
      const text = linesOf(maker.records());
      let read = 0;
      const runs = fuzzing(40);
      const property = fc.asyncProperty(damages, async (damage) => {
        const file = written(damage(text));
        const pages = await pagesOrReason(maker, file);
        if (!pages) return;
        expectSense(pages);
        read++;
      });
      await fc.assert(property, runs);
      // Files that are all refused would say nothing of the pages.
      assert.ok(read >= runs.numRuns / 20, `${read} of ${runs.numRuns} were read`);
    });
  });
}
