/** Writes what is made for people to read: pages and pictures. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Makes the folder where there is none. */
export function writeText(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
