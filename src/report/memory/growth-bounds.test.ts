import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { growths } from "../../core/memory/growth.ts";
import { heldClients } from "../../core/memory/held-clients.ts";
import { type SyntheticMemory, syntheticMemoryFile } from "../../core/memory/synthetic-memory.ts";
import { growthBounds, unaskedTrusts } from "./growth-bounds.ts";

const scattered = (middle: number) => (round: number) => middle + (round - 6) * middle * 0.001;
const rowsOf = (closed: number, own: Partial<SyntheticMemory> = {}): SyntheticMemory[] => [
  { ...own, mode: "hold", context: "fresh", bytes: scattered(100_000) },
  { ...own, mode: "hold", context: "shared", bytes: scattered(80_000) },
  { ...own, mode: "growth", bytes: scattered(closed) },
];

function boundsOf(arms: readonly SyntheticMemory[], changes = {}): string | null {
  const file = syntheticMemoryFile(arms, changes);
  return growthBounds(file, growths(file), heldClients(file));
}

describe("growthBounds()", () => {
  it("bounds what is too little to tell by a held client, and by the context of one", () => {
    const text = boundsOf([...rowsOf(5000), ...rowsOf(50_000, { client: "node:tls" })])!;
    assert.match(text, /with `bundle` at most 5\.\d+ % to 50\.\d %, by client, /);
    assert.match(text, /less than what a context of its own holds in 1 of 2 where that is known/);
  });

  it("counts what grows and what shrinks, which it does not bound", () => {
    const text = boundsOf([...rowsOf(100_000), ...rowsOf(-5000, { client: "node:tls" })])!;
    assert.match(text, /`bundle` 1 of 2 grow at one pace, 1 of 2 shrink, which bounds nothing/);
    assert.doesNotMatch(text, /at most/);
  });

  it("says nothing without an interval, or without a held client", () => {
    assert.equal(boundsOf(rowsOf(5000), { exploratory: true }), null);
    assert.equal(boundsOf(rowsOf(5000).slice(2)), null);
  });
});

describe("unaskedTrusts()", () => {
  const textOf = (...trusts: NonNullable<SyntheticMemory["trust"]>[]) =>
    unaskedTrusts(growths(syntheticMemoryFile(trusts.flatMap((trust) => rowsOf(5000, { trust })))));

  it("names the trusts whose closed clients were not measured, with the command that does it", () => {
    assert.match(
      textOf("bundle", "private-ca")!,
      /with `default` and `mtls`.*--mode growth --trust default,mtls`/,
    );
    assert.equal(textOf("default", "private-ca", "bundle", "mtls"), null);
  });
});
