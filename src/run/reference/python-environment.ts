/**
 * Where the reference runtime is: a virtual environment of the system's Python with the pinned httpx, which
 * `make reference` makes. Its copy of the requirements is written last and says what is in it.
 */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** The only place that pins httpx and what it needs. */
export const requirementsFile = path.join("runtimes", "httpx-requirements.txt");
export const environmentFolder = path.join(".cache", "python");
/** Of the environment's folder: the requirements that it was made from. */
export const installedFile = "ctxcost-requirements.txt";
export const environmentPython = path.join("bin", "python");

export type FoundPython = { readonly file: string; readonly source: string } | { readonly reason: string };

export function findPython(
  projectRoot: string,
  platform = `${process.platform}-${process.arch}`,
): FoundPython {
  if (platform.startsWith("win32")) {
    return {
      reason: "not for Windows: its worker reads the process's clocks by a module that Python has on POSIX",
    };
  }
  const pinned = readOrNull(path.join(projectRoot, requirementsFile));
  if (pinned === null) return { reason: `${requirementsFile} is missing: \`git checkout runtimes\`` };
  const folder = path.join(projectRoot, environmentFolder);
  const installed = readOrNull(path.join(folder, installedFile));
  const name = httpxPin(pinned);
  const file = path.join(folder, environmentPython);
  // A link to a Python that the system has removed since is as good as none.
  if (installed === null || !existsSync(file)) {
    return { reason: `not installed: run \`make reference\`, which brings ${name}` };
  }
  if (installed !== pinned) {
    return {
      reason: `has ${httpxPin(installed)} or other packages than the project pins: run \`make reference\``,
    };
  }
  return { file, source: `pip:${name.replace("==", "@")}` };
}

/** `httpx==0.28.1` */
export function httpxPin(requirements: string): string {
  return /^httpx==\S+/m.exec(requirements)?.[0] ?? "httpx";
}

function readOrNull(file: string): string | null {
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}
