import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Observation } from "../core/records.ts";
import type { PageCase } from "../core/report-page/page-data.ts";
import { processColumns } from "../core/report-page/process-columns.ts";
import { failing, syntheticObservation } from "../core/synthetic-run.ts";
import { processesTable, roundsTable } from "./case-tables.ts";
import { parseTable } from "./inline-markdown.ts";

const of = { runtime: "node", client: "node:https", trust: "bundle", scenario: "create" } as const;

function armOf(context: "fresh" | "shared", all: Observation[], counted = all): PageCase["arms"][number] {
  return { id: context, context, raw: "", processes: processColumns(all, counted), sliceQuantilesNs: [] };
}

const fresh = [1, 2, 3].map((round) => syntheticObservation({ ...of, context: "fresh" }, round, 4000));
const [first, second, third] = [1, 2, 3].map((round) =>
  syntheticObservation({ ...of, context: "shared" }, round, 1000 * round),
);
/** It ran, but not what was planned: its times are of something else. */
const refused = {
  ...failing(second!, "0 new connections | 26 expected", "premise"),
  measurement: second!.measurement,
};
const repeated = { ...third!, attempt: 2 };
const shared = armOf("shared", [first!, refused, third!, repeated], [first!, refused, repeated]);
const case_ = { id: "x", of, arms: [armOf("fresh", fresh), shared] } as unknown as PageCase;

describe("roundsTable()", () => {
  it("has the median of what counts, with the ratio; a failed process has none", () => {
    assert.deepEqual(parseTable(roundsTable(case_, 4)), {
      headings: ["round", "fresh, µs", "shared, µs", "fresh ÷ shared"],
      isNumber: [true, true, true, true],
      rows: [
        ["1", "4.00", "1.00", "4.00"],
        ["2", "4.00", "failed", "—"],
        ["3", "4.00", "3.00", "1.33"],
        ["4", "—", "—", "—"],
      ],
    });
  });
});

describe("processesTable()", () => {
  it("has every process, with why it failed and whether it counts", () => {
    const { rows } = parseTable(processesTable(case_));
    assert.equal(rows.length, 7);
    assert.deepEqual(
      rows.slice(3).map((row) => row.at(-1)),
      [
        "valid",
        "failed: 0 new connections \\| 26 expected",
        "valid; repeated, not counted",
        "valid; attempt 2",
      ],
    );
  });
});
