/**
 * Data inside a page: compressed, as it would be half of a file that is to be sent; and in letters that nothing in it can
 * break out of. By a library and not by the runtime's zlib, whose bytes differ from processor to processor.
 */
import { gzipSync, strToU8 } from "fflate";

/** base64 of gzip of JSON. */
export function embedded(value: unknown): string {
  // No time in the header: the same bytes for the same value.
  const compressed = gzipSync(strToU8(JSON.stringify(value)), { level: 9, mtime: 0 });
  return btoa(Array.from(compressed, (byte) => String.fromCharCode(byte)).join(""));
}
