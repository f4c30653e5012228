import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { growthRoundsNeeded, growths } from "./growth.ts";
import { type SyntheticMemory, syntheticMemoryFile } from "./synthetic-memory.ts";

const still: SyntheticMemory = { mode: "growth", bytes: (round) => (round % 2 === 0 ? 40 : -40) };
const growing: SyntheticMemory = { mode: "growth", bytes: (round) => 200_500 + round };
const many = (one: SyntheticMemory, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    ...one,
    client: `${one.bytes.toString().length}-${index}`,
  }));

describe("growths()", () => {
  it("finds growth among many arms that do not grow", () => {
    const rows = growths(syntheticMemoryFile([growing, ...many(still, 60)]));
    assert.deepEqual(
      rows.map(({ verdict }) => verdict.kind),
      ["grows", ...new Array<string>(60).fill("none-seen")],
    );
    assert.equal(Math.round(rows[0]!.slope!.value), 200_506);
  });

  it("says none was seen above the upper end of the interval, and no more", () => {
    const [row] = growths(syntheticMemoryFile([still]));
    assert.deepEqual(row!.verdict, { kind: "none-seen", boundBytes: row!.slope!.interval!.high });
    assert.ok(row!.slope!.interval!.high >= 20);
  });

  it("leaves it open where the arm's own interval says so and the family's procedure does not", () => {
    // One round of eleven is below 0, by less than the others are above: p = 2 / 2048, and 61 times that is 0.06.
    const mostly: SyntheticMemory = {
      mode: "growth",
      bytes: (round) => (round === 3 ? -400 : 200_500 + round),
    };
    const [alone] = growths(syntheticMemoryFile([mostly]));
    assert.equal(alone!.verdict.kind, "grows");
    const [among] = growths(syntheticMemoryFile([mostly, ...many(still, 60)]));
    assert.equal(among!.verdict.kind, "open");
  });

  it("says that it settles where the second half of the readings shows nothing", () => {
    const [row] = growths(syntheticMemoryFile([{ ...still, settlingBytes: 500 }]));
    assert.equal(row!.verdict.kind, "settles");
    assert.ok(row!.halves!.first.value > 400 && row!.halves!.second.value < 60);
  });

  it("counts nothing of the warm-up", () => {
    const [row] = growths(syntheticMemoryFile([{ ...still, onceBytes: 50e6 }]));
    assert.equal(row!.verdict.kind, "none-seen");
    assert.ok(Math.abs(row!.slope!.value) <= 40);
  });

  it("does not call shrinking growth", () => {
    const [row] = growths(syntheticMemoryFile([{ mode: "growth", bytes: (round) => -500 - round }]));
    assert.deepEqual(row!.verdict, { kind: "none-seen", boundBytes: 0 });
  });

  it("gives no verdict where more than a tenth of the processes failed, or in an exploratory file", () => {
    const [lacking] = growths(syntheticMemoryFile([{ ...growing, failed: [1, 2] }]));
    assert.equal(lacking!.verdict.kind, "missing");
    const [exploratory] = growths(syntheticMemoryFile([growing], { exploratory: true }));
    assert.equal(exploratory!.verdict.kind, "exploratory");
    assert.equal(exploratory!.slope!.interval, null);
  });

  it("counts the planned family, not the arms that are left of it", () => {
    const [row] = growths(syntheticMemoryFile([growing], { familySize: 500 }));
    assert.equal(row!.verdict.kind, "open");
  });

  it("says how the two halves differ", () => {
    const [row] = growths(syntheticMemoryFile([growing]));
    assert.ok(
      Math.abs(row!.halves!.first.value - 200_506) < 1 && Math.abs(row!.halves!.second.value - 200_506) < 1,
    );
    assert.equal(row!.operations, 200);
  });
});

describe("growths() of what goes on", () => {
  it("says that it slows where the second half is less than half as fast, and that it speeds up where it is faster", () => {
    const [slower] = growths(syntheticMemoryFile([{ ...growing, settlingBytes: 900_000 }]));
    assert.equal(slower!.verdict.kind, "slows");
    const [faster] = growths(
      syntheticMemoryFile([{ ...growing, bytes: () => 900_000, settlingBytes: -600_000 }]),
    );
    assert.equal(faster!.verdict.kind, "speeds-up");
    const [steady] = growths(
      syntheticMemoryFile([{ ...growing, bytes: () => 900_000, settlingBytes: 700_000 }]),
    );
    assert.equal(steady!.verdict.kind, "grows");
  });
});

describe("growths() of what a heap or the runtime does by itself", () => {
  it("cannot tell from a heap's own growth what is less than V8's semi-space in all", () => {
    // 200 operations after the warm-up.
    const kindOf = (bytes: number) =>
      growths(syntheticMemoryFile([{ ...growing, bytes: (round) => bytes + round }]))[0]!.verdict.kind;
    assert.equal(kindOf((15 * 1024 ** 2) / 200), "too-little");
    assert.equal(kindOf((17 * 1024 ** 2) / 200), "grows");
  });

  it("says no more of what slows or speeds up, where all of it together is less than that", () => {
    const kindOf = (early: number, late: number) =>
      growths(
        syntheticMemoryFile([{ ...growing, bytes: (round) => late + round, settlingBytes: early - late }]),
      )[0]!.verdict.kind;
    const mib = 1024 ** 2;
    assert.equal(kindOf((0.1 * mib) / 100, (5 * mib) / 100), "too-little", "one piece, and level before it");
    assert.equal(kindOf((-0.1 * mib) / 100, (5 * mib) / 100), "too-little", "given back, and taken again");
    assert.equal(kindOf((5 * mib) / 100, (1 * mib) / 100), "too-little");
    assert.equal(kindOf((1 * mib) / 100, (17 * mib) / 100), "speeds-up");
    assert.equal(kindOf((17 * mib) / 100, (1 * mib) / 100), "slows");
  });

  it("counts in all what came from the end of the warm-up to the last reading", () => {
    const [row] = growths(
      syntheticMemoryFile([{ ...growing, bytes: () => 1000, settlingBytes: 9000, onceBytes: 50e6 }]),
    );
    assert.equal(row!.total!.value, 100 * 10_000 + 100 * 1000);
  });

  it("does not call growth what the runtime's control does as well", () => {
    const control = { ...growing, client: "plain-http", trust: "none" } as const;
    const kinds = (bytes: (round: number) => number, runtime: "node" | "bun" = "node") =>
      growths(
        syntheticMemoryFile([
          { ...growing, bytes },
          { ...control, runtime },
        ]),
      ).map(({ verdict }) => verdict.kind);
    assert.deepEqual(
      kinds((round) => 200_505 + round),
      ["as-control", "grows"],
    );
    assert.deepEqual(
      kinds((round) => 300_000 + round),
      ["grows", "grows"],
    );
    assert.deepEqual(
      kinds((round) => 200_505 + round, "bun"),
      ["grows", "grows"],
      "another runtime's is no control",
    );
  });
});

describe("growthRoundsNeeded()", () => {
  it("is the least with which one arm can be judged in its family", () => {
    for (const family of [1, 20, 60, 103]) {
      const kindIn = (rounds: number) =>
        growths(syntheticMemoryFile([growing], { familySize: family, rounds }))[0]!.verdict.kind;
      const needed = growthRoundsNeeded(family);
      assert.notEqual(kindIn(needed - 1), "grows", `${family}`);
      // Below six there is no interval either, and no verdict without one.
      assert.equal(kindIn(needed), needed < 6 ? "missing" : "grows", `${family}`);
    }
  });
});
