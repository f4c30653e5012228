/** A trail may come with its raw rounds from anywhere; the search is gone through again with what it says. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import fc from "fast-check";
import { planOf } from "../../core/bisect/synthetic-history.ts";
import { longestLineBytes } from "../../core/file-limits.ts";
import { damages } from "../untrusted/damage.ts";
import { fuzzing } from "../untrusted/fuzz-settings.ts";
import { loadTrail, trailFileIn } from "./trail-file.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-trail-"));
after(() => rmSync(folder, { recursive: true }));
const trail = {
  kind: "bisect",
  commandLine: ["npm", "run", "-s", "ctxcost", "--", "bisect"],
  plan: planOf({ levels: [1, 1, 1.2] }),
  answers: [
    { kind: "file", file: "1-1.jsonl.gz" },
    { kind: "cannot", version: "1.1.0", reason: "it does not start" },
    { kind: "stopped" },
  ],
};

function loading(text: string) {
  writeFileSync(trailFileIn(folder), text);
  return () => loadTrail(folder);
}

describe("loadTrail()", () => {
  it("reads what was written", () => {
    assert.deepEqual(loading(JSON.stringify(trail, null, 2))(), trail);
  });

  it("refuses files of other folders, and names the field", () => {
    for (const file of ["../1.jsonl", "/x/1.jsonl", "a\\b"]) {
      const answers = [{ kind: "file", file }];
      assert.throws(loading(JSON.stringify({ ...trail, answers })), /trail\.json, field answers\.0\.file: /);
    }
  });

  it("refuses what is larger than a trail may be, before it has read it", () => {
    writeFileSync(trailFileIn(folder), "");
    truncateSync(trailFileIn(folder), longestLineBytes + 1);
    assert.throws(() => loadTrail(folder), /trail\.json: it has 16777217 bytes, and may have 16777216/);
    mkdirSync(path.join(folder, "empty"));
    assert.throws(() => loadTrail(path.join(folder, "empty")), /read .*trail\.json: ENOENT/);
  });

  it("says what is wrong with a damaged one, in a word that a terminal does not obey", () => {
    const text = JSON.stringify(trail, null, 2);
    const property = fc.property(damages, (damage) => {
      try {
        loading(damage(text))();
      } catch (error) {
        const { message } = error as Error;
        assert.equal((error as Error).constructor, Error);
        assert.match(message, /trail\.json(?:, field |: ).*; expected what `bisect` writes into its folder$/);
        assert.doesNotMatch(message, /[\p{Cc}\p{Bidi_Control}]/u);
        assert.ok(message.length < 2000);
      }
    });
    fc.assert(property, fuzzing(300));
  });
});
