import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { isStripped } from "./elf-symbols.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-elf-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** An ELF file that has nothing but a header and these sections, each a type and a size. */
function elf(
  sections: readonly (readonly [number, number])[],
  identification: readonly number[] = [2, 1],
): string {
  const bytes = Buffer.alloc(64 + 64 * sections.length);
  bytes.writeUInt32BE(0x7f454c46);
  bytes.set(identification, 4);
  bytes.writeBigUInt64LE(64n, 0x28);
  bytes.writeUInt16LE(64, 0x3a);
  bytes.writeUInt16LE(sections.length, 0x3c);
  for (const [index, [type, size]] of sections.entries()) {
    bytes.writeUInt32LE(type, 64 + 64 * index + 4);
    bytes.writeBigUInt64LE(BigInt(size), 64 + 64 * index + 0x20);
  }
  const file = path.join(folder, `${[...sections.flat(), ...identification].join("-")}`);
  writeFileSync(file, bytes);
  return file;
}

describe("isStripped()", () => {
  it("is false with a table of more symbols than are exported", () => {
    assert.equal(
      isStripped(
        elf([
          [1, 9999],
          [11, 240],
          [2, 480],
          [3, 100],
        ]),
      ),
      false,
    );
    assert.equal(isStripped(elf([[2, 24]])), false, "nothing is exported");
  });
  it("is true without one, or with one of the exported alone", () => {
    assert.equal(
      isStripped(
        elf([
          [1, 9999],
          [11, 240],
          [3, 100],
        ]),
      ),
      true,
    );
    assert.equal(
      isStripped(
        elf([
          [11, 240],
          [2, 240],
        ]),
      ),
      true,
    );
  });
  it("is null for what it cannot read", () => {
    assert.equal(isStripped(elf([[2, 24]], [1, 1])), null, "32 bits");
    assert.equal(isStripped(elf([[2, 24]], [2, 2])), null, "big-endian");
    const text = path.join(folder, "text");
    writeFileSync(text, "#!/bin/sh\n");
    assert.equal(isStripped(text), null);
  });
});
