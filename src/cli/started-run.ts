/** For tests: a run in a copy of the project, that is watched and disturbed while it goes. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { environmentOfUser } from "./project-copy.ts";

/** Two arms, of some 0.2 s each. */
export const twoArms = [
  "--runtime",
  "node",
  "--client",
  "node:tls",
  "--trust",
  "private-ca",
  "--scenario",
  "request",
  "--context",
  "fresh,shared",
] as const;

export interface StartedRun {
  readonly child: ChildProcess;
  /** The results file, absolute. */
  readonly file: string;
  /** What it has written to stderr so far. */
  stderr(): string;
  /** Its whole observations in the file. */
  observed(): number;
  /** Resolves when the file has so many; rejects where the run ends before. */
  untilObserved(count: number): Promise<void>;
  /** Resolves with the exit code, null where it was killed. */
  readonly ended: Promise<number | null>;
}

/**
 * By the launcher, as users do, or without it, so that the process that measures is the child. Without a `name` the run
 * names its file itself, and `file` is none.
 */
export function startRun(
  folder: string,
  name: string | null,
  words: readonly string[],
  entry: "launch.js" | "main.ts" = "launch.js",
): StartedRun {
  const file = path.join(folder, name ?? "none");
  const child = spawn(
    process.execPath,
    [`src/cli/${entry}`, "run", ...words, ...(name === null ? [] : ["--out", file])],
    {
      cwd: folder,
      env: environmentOfUser(),
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  let stderr = "";
  child.stderr!.on("data", (bytes: Buffer) => {
    stderr += bytes.toString();
  });
  const ended = once(child, "close").then(([code]) => code as number | null);
  const observed = () => {
    const text = existsSync(file) ? readFileSync(file, "utf8") : "";
    return (text.slice(0, text.lastIndexOf("\n") + 1).match(/"kind":"observation"/g) ?? []).length;
  };
  return {
    child,
    file,
    ended,
    observed,
    stderr: () => stderr,
    async untilObserved(count) {
      while (observed() < count) {
        assert.ok(child.exitCode === null && child.signalCode === null, `it ended before: ${stderr}`);
        await sleep(10);
      }
    },
  };
}
