/** A results file as it is published. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

/** One that is gzipped already stays as it is, byte for byte. */
export function gzipped(file: string): Buffer {
  const bytes = readFileSync(file);
  return file.endsWith(".gz") ? bytes : gzipSync(bytes, { level: 9 });
}

/** Among the published files, where it is not there already. */
export function keepGzipped(file: string, kept: string): void {
  if (!existsSync(kept)) writeFileSync(kept, gzipped(file));
}
