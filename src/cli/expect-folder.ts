/** Asks of a folder whether pages can go into it, before the work is done that they are made of. */
import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";
import { meaningOf } from "../run/store.ts";
import { UsageError } from "../run/unknown-word.ts";

/** Makes nothing: what comes before the pages may be refused yet. @param option what names the folder */
export function expectFolder(option: string, folder: string): void {
  const there = nearestThere(path.resolve(folder));
  if (!statSync(there).isDirectory()) {
    throw new UsageError(
      `${option} ${folder}: ${path.relative(process.cwd(), there) || there} is a file; expected a folder, or a place for ` +
        `one; choose another with ${option}`,
    );
  }
  try {
    accessSync(there, constants.W_OK);
  } catch (cause) {
    throw new Error(
      `${option} ${folder}: ${meaningOf(cause)}; expected a folder that can be written to; choose another with ${option}`,
      { cause },
    );
  }
}

function nearestThere(place: string): string {
  const above = path.dirname(place);
  return above === place || statSync(place, { throwIfNoEntry: false }) ? place : nearestThere(above);
}
