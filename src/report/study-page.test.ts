import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { StudyReading } from "../core/study-records.ts";
import { withRepetitions } from "./study-page.ts";

const reading: StudyReading<number> = {
  kind: "reading",
  runtime: "bun",
  round: 2,
  id: "bun/fetch",
  processNs: 1,
  status: "valid",
  value: 1,
};

describe("withRepetitions()", () => {
  it("adds nothing where no reading was made again", () => {
    assert.equal(withRepetitions("text\n", [reading]), "text\n");
  });

  it("says how many were, and why the first; its reason is text and no markup", () => {
    const again = { ...reading, repeatedAfter: "it ended | <b>" };
    assert.equal(
      withRepetitions("text\n", [reading, again, again]),
      "text\n\n> **Note:** 2 of 3 readings were made again after the fixture server had died, and the second attempt " +
        "counts (round 2 of bun/fetch: it ended \\| &lt;b&gt;).\n",
    );
  });
});
