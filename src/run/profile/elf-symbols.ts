/** Whether an executable still has the names of its functions: without them a native stack is addresses. */
import { closeSync, openSync, readSync } from "node:fs";

/** Types of sections (System V ABI, chapter 4, "Sections"). */
const symbolTable = 2;
const dynamicSymbolTable = 11;

/**
 * True where an ELF file has no `.symtab`, or one that names no more than what `.dynsym` exports (as Bun's, whose
 * release build keeps those alone); null for what is no 64-bit little-endian ELF, as on macOS. Only the headers are
 * read: executables have 100 MB and more.
 */
export function isStripped(file: string): boolean | null {
  const descriptor = openSync(file, "r");
  try {
    const header = bytesAt(descriptor, 0, 64);
    if (header.length < 64 || header.readUInt32BE(0) !== 0x7f454c46) return null;
    const [is64Bit, isLittleEndian] = [header[4] === 2, header[5] === 1];
    if (!is64Bit || !isLittleEndian) return null;
    const sectionsAt = Number(header.readBigUInt64LE(0x28));
    const sectionSize = header.readUInt16LE(0x3a);
    const sectionCount = header.readUInt16LE(0x3c);
    const sections = bytesAt(descriptor, sectionsAt, sectionSize * sectionCount);
    const bytes = { [symbolTable]: 0n, [dynamicSymbolTable]: 0n };
    for (let at = 0; at + sectionSize <= sections.length; at += sectionSize) {
      const type = sections.readUInt32LE(at + 4);
      if (type === symbolTable || type === dynamicSymbolTable)
        bytes[type] = sections.readBigUInt64LE(at + 0x20);
    }
    return bytes[symbolTable] <= bytes[dynamicSymbolTable];
  } finally {
    closeSync(descriptor);
  }
}

function bytesAt(descriptor: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(descriptor, bytes, 0, length, position));
}
