/** Reads what the system tells in small files, as Linux does below /proc and /sys. What is not there is null. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export function readText(root: string, file: string): string | null {
  try {
    return readFileSync(path.join(root, file), "utf8").trim();
  } catch {
    // Not on this system, or not for this user: the fact stays unknown.
    return null;
  }
}

/** The file's one number; null where it holds a word, such as `max`. */
export function readNumber(root: string, file: string): number | null {
  const text = readText(root, file);
  return text !== null && /^-?\d+$/.test(text) ? Number(text) : null;
}

/** Names in a folder, sorted; none where there is no such folder. */
export function namesIn(root: string, folder: string): string[] {
  try {
    return readdirSync(path.join(root, folder)).sort();
  } catch {
    return [];
  }
}

export const cpuFolder = "sys/devices/system/cpu";

/** `cpu0`, `cpu1` … */
export function cpuNames(root: string): string[] {
  return namesIn(root, cpuFolder).filter((name) => /^cpu[0-9]+$/.test(name));
}
