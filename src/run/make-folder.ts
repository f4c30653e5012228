/** Makes folders, and says the true reason where that is not possible. */
import { mkdirSync, statSync } from "node:fs";
import path from "node:path";

/**
 * With those above it, one by one. Node's own `recursive` says ENOENT ("no such file or directory") of a read-only file
 * system, and comes to no end below /proc, which has no room for files and says ENOENT of its own
 * (https://github.com/nodejs/node/blob/main/src/node_file.cc, MKDirpSync).
 */
export function makeFolder(folder: string, mode = 0o777): void {
  const error = errorOfMaking(folder, mode);
  if (error === null) return;
  const above = path.dirname(folder);
  if (error.code !== "ENOENT" || above === folder || isFolder(above)) throw error;
  makeFolder(above, mode);
  const again = errorOfMaking(folder, mode);
  if (again) throw again;
}

/** Null where it is there, also where another process was the one to make it. */
function errorOfMaking(folder: string, mode: number): NodeJS.ErrnoException | null {
  try {
    mkdirSync(folder, { mode });
    return null;
  } catch (error) {
    return isFolder(folder) ? null : (error as NodeJS.ErrnoException);
  }
}

function isFolder(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
