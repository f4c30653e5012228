/** What a program answers to `--version`: asked without its environment, not waited for long, and ended with its group. */
import { spawn } from "node:child_process";
import { killGroup } from "./kill-group.ts";
import { endWithThis } from "./reaper/reaper.ts";
import { collectOutput } from "./worker-output.ts";

const longestMs = 10_000;

/** Empty where it says nothing, for whatever reason. */
export function versionText(file: string, signal?: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(file, ["--version"], {
      env: {},
      stdio: ["ignore", "pipe", "pipe"],
      detached: process.platform !== "win32",
    });
    const hasEnded = endWithThis(child.pid);
    const end = () => killGroup(child.pid);
    const timer = setTimeout(end, longestMs);
    signal?.addEventListener("abort", end, { once: true });
    if (signal?.aborted) end();
    const output = collectOutput(child, end);
    child.on("error", () => {});
    // What it may have started would hold the pipes open.
    child.on("exit", end);
    child.on("close", () => {
      hasEnded();
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve(output.answer());
    });
  });
}
