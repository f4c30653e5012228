import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { schemaVersion } from "../core/records.ts";
import { failing, syntheticRun } from "../core/synthetic-run.ts";
import { RawRun } from "./raw-run.ts";

const run = syntheticRun({
  cases: [{ latencyNs: { fresh: 2000, shared: 1000 } }],
  rounds: 3,
  observe: (valid) => (valid.round === 2 ? failing(valid, "crashed") : valid),
});
const records = [run.header, run.plan, ...run.observations, run.finish];
const armIds = new Set(run.observations.map(({ armId }) => armId));
const expected = { runId: run.header.runId, schemaVersion, armIds };

function read(lines: readonly unknown[]): RawRun {
  const raw = new RawRun(expected);
  for (const line of lines) raw.add(typeof line === "string" ? line : JSON.stringify(line));
  return raw.finish();
}

describe("RawRun", () => {
  it("has every operation of the run, by arm and in the order of the file", () => {
    const raw = read(records);
    assert.equal(raw.observations, 6);
    assert.equal(raw.operations, 4 * 16);
    assert.equal(raw.isWhole, true);
    const fresh = raw.byArm.get("node/node:https/bundle/create/fresh")!;
    assert.deepEqual(
      fresh.map(({ round }) => round),
      [1, 3],
    );
    const valid = run.observations.find(({ armId, round }) => armId.endsWith("/fresh") && round === 3)!;
    assert.deepEqual([...fresh[1]!.operationNs], valid.measurement!.operationNs);
  });

  it("says that a run did not come to its end", () => {
    assert.equal(read(records.slice(0, -1)).isWhole, false);
    const torn = read([...records.slice(0, -1), '{"kind":"fin']);
    assert.equal(torn.observations, 6);
    assert.equal(torn.isWhole, false);
  });

  it("goes on after the line where a stopped run went on", () => {
    const resumed = read([...records.slice(0, 4), { kind: "resume" }, ...records.slice(4)]);
    assert.deepEqual([resumed.observations, resumed.isWhole], [6, true]);
  });
});

describe("RawRun.add()", () => {
  const observation = run.observations[0]!;
  const { measurement } = observation;
  const [header] = records;
  const wrong: [string, readonly unknown[], RegExp][] = [
    ["nothing", [], /the file is empty/],
    ["a run without rounds", records.slice(0, 2), /no observation/],
    ["no JSON", [header, "{"], /line 2: expected JSON, got \{/],
    ["no JSON in the middle", [...records.slice(0, 5), "{", records[5]], /line 6: expected JSON/],
    ["no object", [header, "[1]"], /line 2: expected a JSON object/],
    ["another file", [{ kind: "plan" }], /line 1, kind: expected "header", got plan/],
    ["a study", [{ ...header, study: "scale" }], /line 1, study: expected a run, got scale/],
    ["another schema", [{ ...header, schemaVersion: 9 }], /line 1, schemaVersion: expected 1, got 9/],
    [
      "another run",
      [{ ...header, runId: "20200101-0000-00000000" }],
      /it is the run 20200101-0000-00000000, and this page shows 20261124-1530-00000007/,
    ],
    ["an unknown record", [header, { kind: "x" }], /line 2, kind: expected a record of a run, got x/],
    [
      "an unknown arm",
      [header, { ...observation, armId: "__proto__" }],
      /armId: expected an arm of this run/,
    ],
    ["no round", [header, { ...observation, round: "1" }], /round: expected a whole number, got 1/],
    ["no measurement", [header, { ...observation, measurement: null }], /measurement: expected an object/],
    [
      "a time that is none",
      [header, { ...observation, measurement: { ...measurement, operationNs: [1, null] } }],
      /line 2, measurement\.operationNs\[1\]: expected a number of nanoseconds, got null/,
    ],
    [
      "a time below 0",
      [header, { ...observation, measurement: { ...measurement, coldNs: -1 } }],
      /measurement\.coldNs: expected a number of nanoseconds, got -1/,
    ],
  ];
  for (const [what, lines, message] of wrong) {
    it(`refuses ${what}, and says where`, () => assert.throws(() => read(lines), message));
  }
});

describe("RawRun.add() of what nobody measures", () => {
  const [header] = records;
  const observation = run.observations[0]!;
  const wrong: [string, readonly unknown[], RegExp][] = [
    [
      "a time without end",
      [header, JSON.stringify({ ...observation, processNs: 1 }).replace(/"coldNs":\d+/, '"coldNs":1e999')],
      /measurement\.coldNs: expected a number of nanoseconds, got Infinity/,
    ],
    [
      "a round that no counting comes to",
      [header, { ...observation, round: 1e300 }],
      /round: expected a whole number, got 1e\+300/,
    ],
    [
      "a nest of a million arrays",
      [header, `{"kind":${"[".repeat(1e6)}${"]".repeat(1e6)}}`],
      /line 2, kind: expected a record of a run, got an array of 1/,
    ],
  ];
  for (const [what, lines, message] of wrong) {
    it(`refuses ${what}, and says where`, () => assert.throws(() => read(lines), message));
  }
});
