/** Makes folders, and says the true reason where that is not possible. */
import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import path from "node:path";

/**
 * With those above it. Node's own `recursive` says ENOENT ("no such file or directory") of a read-only file system
 * (https://github.com/nodejs/node/blob/main/src/node_file.cc, MKDirpSync): what the folder above says is thrown instead.
 */
export function makeFolder(folder: string, mode = 0o777): void {
  try {
    mkdirSync(folder, { recursive: true, mode });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") accessSync(nearestAbove(folder), constants.W_OK);
    throw error;
  }
}

function nearestAbove(folder: string): string {
  const above = path.dirname(folder);
  return existsSync(above) || above === folder ? above : nearestAbove(above);
}
