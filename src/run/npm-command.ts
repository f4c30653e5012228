/**
 * How npm is started. On Windows `npm` is a script for a shell, which no program can be: there npm's own JavaScript is
 * run, which npm names to what it starts (`npm run`), so that no word of ours goes through a shell.
 */
import { execFile } from "node:child_process";
import { promisify } from "node:util";

export interface NpmCommand {
  readonly program: string;
  /** Before the words that are for npm. */
  readonly words: readonly string[];
}

export function npmCommand(
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
): NpmCommand {
  const script = environment.npm_execpath;
  // Bun and others name themselves by the same variable.
  if (platform === "win32" && script !== undefined && /npm-cli\.c?js$/.test(script)) {
    return { program: process.execPath, words: [script] };
  }
  return { program: "npm", words: [] };
}

const run = promisify(execFile);

/** What it prints. Rejects as `execFile` does. */
export async function runNpm(words: readonly string[], signal?: AbortSignal): Promise<string> {
  const { program, words: own } = npmCommand();
  return (await run(program, [...own, ...words], { signal })).stdout;
}
