import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { isStripped } from "./elf-symbols.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-elf-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** An ELF file that has nothing but a header and these types of sections. */
function elf(sectionTypes: readonly number[], identification: readonly number[] = [2, 1]): string {
  const bytes = Buffer.alloc(64 + 64 * sectionTypes.length);
  bytes.writeUInt32BE(0x7f454c46);
  bytes.set(identification, 4);
  bytes.writeBigUInt64LE(64n, 0x28);
  bytes.writeUInt16LE(64, 0x3a);
  bytes.writeUInt16LE(sectionTypes.length, 0x3c);
  for (const [index, type] of sectionTypes.entries()) bytes.writeUInt32LE(type, 64 + 64 * index + 4);
  const file = path.join(folder, `${sectionTypes.join("-")}-${identification.join("-")}`);
  writeFileSync(file, bytes);
  return file;
}

describe("isStripped()", () => {
  it("is false with a symbol table, true without, whatever the dynamic one", () => {
    assert.equal(isStripped(elf([0, 1, 11, 2, 3])), false);
    assert.equal(isStripped(elf([0, 1, 11, 3])), true);
  });
  it("is null for what it cannot read", () => {
    assert.equal(isStripped(elf([2], [1, 1])), null, "32 bits");
    assert.equal(isStripped(elf([2], [2, 2])), null, "big-endian");
    const text = path.join(folder, "text");
    writeFileSync(text, "#!/bin/sh\n");
    assert.equal(isStripped(text), null);
  });
});
