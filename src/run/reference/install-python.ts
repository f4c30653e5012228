/** Makes the environment of the reference runtime: a virtual environment, and the pinned packages by their hashes. */
import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import {
  environmentFolder,
  environmentPython,
  findPython,
  installedFile,
  requirementsFile,
} from "./python-environment.ts";

const run = promisify(execFile);
/** The oldest that the pinned packages run on. */
const leastVersion = [3, 10] as const;
const timeoutMs = 300_000;

export interface InstallOptions {
  readonly projectRoot: string;
  /** The Python that the environment is made of, e.g. `python3`. */
  readonly python: string;
  /** Whether somebody asked for this one: then an environment of another is made anew. */
  readonly isNamed: boolean;
  readonly onStep: (text: string) => void;
}

/** Does nothing where it is there already, of that Python. Throws an error that says what to install where it cannot be made. */
export async function installPython({ projectRoot, python, isNamed, onStep }: InstallOptions): Promise<void> {
  const found = findPython(projectRoot);
  const isThere = !("reason" in found);
  if (isThere && !isNamed) {
    onStep(`${found.source} is there`);
    return;
  }
  await expectUsablePython(python);
  if (isThere && (await isMadeOf(found.file, python))) {
    onStep(`${found.source} is there, of ${python}`);
    return;
  }
  if (isThere) onStep(`${found.source} is there, of another Python`);
  const folder = path.join(projectRoot, environmentFolder);
  onStep(`making a virtual environment of ${python} in ${environmentFolder}`);
  // Begun anew: what an interrupted one left is not known.
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.dirname(folder), { recursive: true });
  await step(python, ["-m", "venv", folder], "make a virtual environment", venvAdvice);
  const requirements = path.join(projectRoot, requirementsFile);
  onStep(`installing what ${requirementsFile} pins`);
  const options = ["--require-hashes", "--only-binary=:all:", "--disable-pip-version-check", "--quiet"];
  const words = ["-m", "pip", "install", ...options, "--requirement", requirements];
  await step(path.join(folder, environmentPython), words, "install the pinned packages", pipAdvice);
  // Last, so that an interrupted installation is not taken for whole.
  copyFileSync(requirements, path.join(folder, installedFile));
}

const venvAdvice =
  "install Python ≥ 3.10 with its module venv (Debian, Ubuntu: `apt-get install python3 python3-venv`), or name " +
  "another: `make reference PYTHON=/path/to/python3`";
const pipAdvice =
  "pip needs its package index, or a mirror that its configuration names; what it said is above";

/** A virtual environment knows the Python under it. */
async function isMadeOf(environment: string, python: string): Promise<boolean> {
  const script = "import sys; print(sys.version, sys.base_prefix)";
  const ask = (one: string) => run(one, ["-I", "-c", script], { timeout: timeoutMs });
  const said = await Promise.all([environment, python].map((one) => ask(one).catch(() => null)));
  return said[0] !== null && said[0]?.stdout === said[1]?.stdout;
}

async function expectUsablePython(python: string): Promise<void> {
  const script = "import sys; print(*sys.version_info[:2]); import venv, ensurepip";
  const { stdout, failure } = await run(python, ["-I", "-c", script], { timeout: timeoutMs }).then(
    (done) => ({ stdout: done.stdout, failure: null }),
    (error: Error & { stdout?: string }) => ({ stdout: error.stdout ?? "", failure: error }),
  );
  const version = /^(\d+) (\d+)/.exec(stdout)?.slice(1).map(Number);
  if (!version)
    throw new Error(`make the reference's environment: ${python} does not run; ${venvAdvice}`, {
      cause: failure,
    });
  if (version[0]! * 1000 + version[1]! < leastVersion[0] * 1000 + leastVersion[1]) {
    const wanted = leastVersion.join(".");
    throw new Error(
      `make the reference's environment: ${python} is Python ${version.join(".")}, expected ${wanted} or newer; ${venvAdvice}`,
    );
  }
  if (failure)
    throw new Error(`make the reference's environment: ${python} has no module venv; ${venvAdvice}`);
}

/** What the command says goes to the console, by way of the error; no file of results holds it. */
async function step(command: string, words: readonly string[], what: string, advice: string): Promise<void> {
  try {
    await run(command, words, { timeout: timeoutMs });
  } catch (cause) {
    const { stderr = "" } = cause as { stderr?: string };
    const said = stderr.trim().split("\n").slice(-8).join("\n");
    throw new Error(`${said === "" ? "" : `${said}\n`}${what}: it failed; ${advice}`);
  }
}
