/** Writes what is made for people to read: pages and pictures. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { makeFolder } from "../run/make-folder.ts";

/** Makes the folder where there is none. */
export function writeText(file: string, text: string): void {
  makeFolder(path.dirname(file));
  writeFileSync(file, text);
}
