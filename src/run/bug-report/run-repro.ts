/** Runs a repro as a maintainer would: by the executable it accuses, in an empty folder and an empty environment. */
import { spawn } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { killGroup } from "../kill-group.ts";
import { withoutProjectPath } from "../project.ts";
import { endWithThis } from "../reaper/reaper.ts";

export interface ReproRun {
  /** Null where it was killed. */
  readonly exitCode: number | null;
  readonly timedOut: boolean;
  /** Standard output and error as they came, without this machine's paths and name. */
  readonly output: string;
}

export interface ReproCommand {
  readonly executable: string;
  /** Before the script's name. */
  readonly words: readonly string[];
  /** After it. */
  readonly rest: readonly string[];
  readonly name: string;
  readonly text: string;
  readonly timeoutMs: number;
  /** Ends it, with all that it has started; its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
}

const keptCharacters = 8000;

export async function runRepro(command: ReproCommand): Promise<ReproRun> {
  // Without links, or a runtime that resolves them would print another path than the one that is taken out.
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), "ctxcost-repro-")));
  try {
    const file = path.join(folder, command.name);
    writeFileSync(file, command.text);
    command.signal?.throwIfAborted();
    const run = await watch(command, file, folder);
    command.signal?.throwIfAborted();
    return {
      ...run,
      output: scrubbed(run.output, folder, [command.executable, ...command.rest]).slice(0, keptCharacters),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The path is for `openssl`; a home, for runtimes that keep a cache there, is the folder that will be gone. */
function environmentIn(folder: string): Record<string, string> {
  const { PATH = "" } = process.env;
  return { PATH, HOME: folder, TMPDIR: folder, DENO_DIR: folder, DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" };
}

function watch(
  { executable, words, rest, timeoutMs, signal }: ReproCommand,
  file: string,
  cwd: string,
): Promise<ReproRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(executable, [...words, file, ...rest], {
      cwd,
      env: environmentIn(cwd),
      stdio: ["ignore", "pipe", "pipe"],
      // A process group of its own, so that its server ends with it.
      detached: process.platform !== "win32",
    });
    const hasEnded = endWithThis(child.pid);
    const end = () => killGroup(child.pid);
    signal?.addEventListener("abort", end, { once: true });
    let output = "";
    let timedOut = false;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output = (output + text).slice(0, 4 * keptCharacters);
      });
    }
    const timer = setTimeout(() => {
      timedOut = true;
      end();
    }, timeoutMs);
    child.on("error", reject);
    child.on("exit", end);
    child.on("close", (exitCode) => {
      hasEnded();
      signal?.removeEventListener("abort", end);
      clearTimeout(timer);
      resolve({ exitCode: timedOut ? null : exitCode, timedOut, output: output.trimEnd() });
    });
  });
}

/** Nothing of the machine's folders, user or name goes into a text that is to be published. */
export function scrubbed(text: string, folder: string, executables: readonly string[]): string {
  const inFolder = text.replaceAll(`file://${folder}`, ".").replaceAll(folder, ".");
  const named = executables.reduce((own, file) => own.replaceAll(file, path.basename(file)), inFolder);
  const own = withoutProjectPath(named).replaceAll(os.homedir() === "/" ? "\0" : os.homedir(), "~");
  const host = os.hostname();
  return host.length < 4 || host === "localhost" ? own : own.replaceAll(host, "HOST");
}
