/** Golden: `node --test --test-update-snapshots src/report/memory/memory-page.test.ts` writes it; read its diff. */
import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";
import type { MemoryFile } from "../../core/memory/memory-records.ts";
import { type SyntheticMemory, syntheticMemoryFile } from "../../core/memory/synthetic-memory.ts";
import { hostileMarkup, hostileWords } from "../hostile-markup.ts";
import { memoryPage } from "./memory-page.ts";

const place = { rawFile: "studies/memory.jsonl.gz", projectFolder: ".." };
const scattered = (middle: number, step: number) => (round: number) => middle + step * (round - 4);

const arms: readonly SyntheticMemory[] = [
  { mode: "hold", context: "fresh", bytes: 640_000, heapBytes: 300, givenBack: 0.4 },
  { mode: "hold", context: "shared", bytes: 45_000, heapBytes: 300 },
  { mode: "hold", client: "node:tls", context: "fresh", bytes: 630_000, failed: [2] },
  { mode: "hold", client: "node:tls", context: "shared", bytes: 44_000 },
  { mode: "hold", trust: "private-ca", context: "fresh", bytes: scattered(50_000, 900) },
  { mode: "hold", trust: "private-ca", context: "shared", bytes: scattered(50_300, -900) },
  { mode: "hold", runtime: "deno", client: "fetch", context: "fresh", bytes: 210_000 },
  { mode: "growth", scenario: "create", bytes: scattered(-2, 3) },
  { mode: "growth", bytes: scattered(40, 90) },
  { mode: "growth", context: "distinct", bytes: scattered(620_000, 20), onceBytes: 9000 },
  { mode: "growth", client: "node:tls", bytes: scattered(300, 40) },
  { mode: "growth", client: "node:tls", trust: "private-ca", bytes: scattered(-2, 1), settlingBytes: 900 },
  { mode: "growth", runtime: "deno", client: "fetch", bytes: scattered(9, 1), failed: [1, 2, 3] },
  { mode: "growth", client: "empty", trust: "none", scenario: "create", bytes: scattered(-900, -1) },
];
const unsupported = [
  {
    runtime: "deno",
    client: "fetch",
    mode: "hold",
    scenario: "request",
    context: "shared",
    reason: "no `context`",
  },
  {
    runtime: "bun",
    client: "fetch",
    mode: "hold",
    scenario: "request",
    context: "fresh",
    reason: "its pool",
  },
] as const;
const file = syntheticMemoryFile(arms, { unsupported, familySize: 73 });

describe("memoryPage()", () => {
  it("shows what is held and what grows", async (context) => {
    const { text, pictures } = await memoryPage(file, place);
    const golden = path.join(import.meta.dirname, "..", "golden", "memory.md");
    context.assert.fileSnapshot(text, golden, { serializers: [String] });
    assert.deepEqual(
      [...pictures.keys()],
      ["pictures/memory-hold.svg", "pictures/memory-request.svg", "pictures/memory-create.svg"],
    );
    for (const name of pictures.keys()) assert.ok(text.includes(`](${name})`), name);
  });

  it("is the same again, byte for byte, with its pictures", async () => {
    assert.deepEqual(await memoryPage(file, place), await memoryPage(file, place));
  });

  it("never says that nothing grows without the bound", async () => {
    const { text } = await memoryPage(file, place);
    const rows = text.split("\n").filter((line) => line.startsWith("|") && line.includes("none"));
    for (const row of rows.filter((line) => !/\| <a id="[^"]*-empty-/.test(line)))
      assert.match(row, /none above \d/);
  });

  it("makes no interval and no verdict of an exploratory file", async () => {
    const { text } = await memoryPage(syntheticMemoryFile(arms, { exploratory: true }), place);
    const tables = text.split("\n").filter((line) => line.startsWith("|") && !line.includes("client "));
    assert.doesNotMatch(tables.join("\n").replaceAll(/\[\d\]/g, ""), /\[|\*\*|~|none above|open/);
    assert.match(text, /\*\*Note:\*\* exploratory/);
  });

  it("says how many rounds a verdict needs, and that a file is not whole", async () => {
    const few = syntheticMemoryFile(arms, { rounds: 7, familySize: 73, finished: false });
    const { text } = await memoryPage(few, place);
    assert.match(text, /no verdict "grows" is possible below 11 rounds/);
    assert.match(text, /it was interrupted/);
    assert.doesNotMatch(text, /\| +\*\*\+\d|grows by \d/);
  });
});

describe("memoryPage() of other files", () => {
  it("has a page of one mode alone", async () => {
    const of = (mode: string) =>
      memoryPage(syntheticMemoryFile(arms.filter((one) => one.mode === mode)), place);
    assert.doesNotMatch((await of("hold")).text, /What closed clients leave behind/);
    assert.doesNotMatch((await of("growth")).text, /## What a live client holds/);
  });

  it("says how many rounds each half has", async () => {
    const of = async (changes: object, mode?: string) =>
      /; ([^;]*rounds?[^;]*), 20/.exec(
        (
          await memoryPage(
            syntheticMemoryFile(
              arms.filter((one) => mode === undefined || one.mode === mode),
              changes,
            ),
            place,
          )
        ).text,
      )?.[1];
    assert.equal(await of({}), "7 rounds of live clients and 11 of closed ones");
    assert.equal(await of({ rounds: 7 }), "7 rounds");
    assert.equal(await of({}, "hold"), "7 rounds");
    assert.equal(await of({}, "growth"), "11 rounds");
  });

  it("keeps what a file says text", async () => {
    const hostile = JSON.parse(
      JSON.stringify(file)
        .replaceAll('"exited with code 7"', JSON.stringify(hostileWords))
        .replaceAll('"no `context`"', JSON.stringify(hostileWords))
        .replaceAll('"node:tls"', JSON.stringify(hostileWords)),
    ) as MemoryFile;
    const { text, pictures } = await memoryPage(hostile, place);
    for (const picture of pictures.values()) assert.doesNotMatch(picture, /<script|<\/td>/);
    assert.deepEqual(hostileMarkup(text), []);
  });
});

describe("the pictures of memoryPage()", () => {
  it("names in a legend the contexts that the picture has, and no other", async () => {
    const { pictures } = await memoryPage(file, place);
    const legendOf = (name: string) =>
      [...pictures.get(`pictures/memory-${name}.svg`)!.matchAll(/>(fresh|shared|distinct)<\/text>/g)].map(
        ([, word]) => word,
      );
    assert.deepEqual(legendOf("create"), ["fresh"]);
    assert.deepEqual(legendOf("request"), ["fresh", "distinct"]);
    assert.deepEqual(legendOf("hold"), ["fresh", "shared"]);
  });
});
