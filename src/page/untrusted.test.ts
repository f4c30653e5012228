/** What the page reads of a stranger's file, and of what the report wrote of its names. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { schemaVersion } from "../core/records.ts";
import { syntheticRun } from "../core/synthetic-run.ts";
import { visibleText } from "../core/visible-text.ts";
import { unaligned } from "../report/html/render-markdown.ts";
import { code, plain, unnamedTable } from "../report/markdown.ts";
import { damages } from "../run/untrusted/damage.ts";
import { fuzzing } from "../run/untrusted/fuzz-settings.ts";
import { hostileText, hostileTexts } from "../run/untrusted/hostile-text.ts";
import { alignedSource } from "./aligned-table.ts";
import { parseTable, plainTextOf } from "./inline-markdown.ts";
import { RawRun } from "./raw-run.ts";

const run = syntheticRun({ cases: [{ latencyNs: { fresh: 2000, shared: 1000 } }], rounds: 3 });
const records = [run.header, run.plan, ...run.observations, run.finish];
const text = records.map((record) => JSON.stringify(record)).join("\n");
const armIds = new Set(run.observations.map(({ armId }) => armId));

describe("a name from a results file", () => {
  it("is read on the page as the report wrote it", () => {
    const property = fc.property(hostileText, (name) => {
      assert.equal(plainTextOf(plain(name)), visibleText(name.trim().replaceAll(/\s+/g, " ")));
    });
    fc.assert(property, fuzzing(2000));
  });

  it("stays in its cell, in a table that is kept without its spaces and written again", () => {
    const property = fc.property(hostileTexts, (names) => {
      const source = unnamedTable(names, [
        { heading: plain(names[0]!), cell: plain },
        { heading: code(names[1]!), align: "right", cell: code },
        { heading: "n", cell: (name) => String(name.length) },
      ]);
      assert.equal(alignedSource(unaligned(source)), source);
      const { headings, rows } = parseTable(unaligned(source));
      assert.equal(headings.length, 3);
      const read = rows.map(([name, , length]) => [plainTextOf(name!), length]);
      const written = names.map((name) => [plainTextOf(plain(name)), String(name.length)]);
      assert.deepEqual(read, written);
    });
    fc.assert(property, fuzzing(300));
  });
});

describe("RawRun of a damaged file", () => {
  it("has operations, or a reason that names the line", () => {
    const property = fc.property(damages, (damage) => {
      const raw = new RawRun({ runId: run.header.runId, schemaVersion, armIds });
      try {
        for (const line of damage(text).split("\n")) raw.add(line);
        assert.ok(raw.finish().observations > 0);
      } catch (error) {
        assert.equal((error as Error).constructor, Error, String((error as Error).stack));
        assert.match((error as Error).message, /^line \d+[:,] |^the file |^it is the run /);
        assert.ok((error as Error).message.length < 300);
      }
    });
    fc.assert(property, fuzzing(1000));
  });
});
