/** A results file as it is published. */
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

/** One that is gzipped already stays as it is, byte for byte. */
export function gzipped(file: string): Buffer {
  const bytes = readFileSync(file);
  return file.endsWith(".gz") ? bytes : gzipSync(bytes, { level: 9 });
}
