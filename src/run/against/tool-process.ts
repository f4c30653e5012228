/** Runs another tool over a script of docs/against, under the conditions of the suite's own workers. */
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import type { Case } from "../../core/model.ts";
import { everythingAllowed } from "../permissions/permission-flags.ts";
import { projectRoot, withoutProjectPath } from "../project.ts";
import type { Workbench } from "../workbench.ts";

export interface Invocation {
  /** Executable, flags and script, with the question's words; the caller adds its own. */
  readonly command: readonly [string, ...string[]];
  readonly environment: Readonly<Record<string, string>>;
}

/** The same executable, flags, environment, server and bundle as a worker gets. */
export async function invocationOf(
  workbench: Workbench,
  question: Case,
  script: string,
): Promise<Invocation> {
  const { runtime, trust, scenario } = question;
  const binary = workbench.options.binaries.get(runtime);
  if (!binary) throw new Error(`run docs/against/${script}: ${runtime} is not installed; run \`npm ci\``);
  const { port } = await workbench.endpoint(question);
  const { caFile } = workbench.trustFiles(trust);
  const file = path.join("docs", "against", script);
  return {
    command: [
      binary.path,
      ...binary.flags,
      ...everythingAllowed(runtime),
      file,
      scenario,
      String(port),
      caFile!,
    ],
    environment: workbench.environment(question, false),
  };
}

const timeoutMs = 180_000;
/** tinybench prints each of 160,000 samples. */
const maxBuffer = 128 * 1024 ** 2;

/** Standard output of the command. Throws with the line of its standard error that says most. */
export async function outputOf(
  [file, ...words]: readonly [string, ...string[]],
  environment: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<string> {
  const options = { cwd: projectRoot, env: { ...environment }, timeout: timeoutMs, maxBuffer, signal };
  try {
    return (await promisify(execFile)(file, words, options)).stdout;
  } catch (cause) {
    const { stderr, message } = cause as Error & { stderr?: string };
    const lines = (stderr || message).split("\n").filter((line) => line.trim() !== "");
    const telling = lines.find((line) => /\berror\b.*: /i.test(line)) ?? lines.at(-1) ?? "no word of why";
    const shown = withoutProjectPath(telling.trim()).slice(0, 300);
    throw new Error(`run ${path.basename(file)} ${withoutProjectPath(words.join(" "))}: ${shown}`, { cause });
  }
}
