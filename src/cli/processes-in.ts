/** For tests: which processes work in a folder, to see that none is left behind. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

export interface FoundProcess {
  readonly pid: number;
  readonly commandLine: string;
}

/** Why they cannot be found here; false where they can. */
export const cannotSeeProcesses = process.platform !== "linux" && "processes are found by Linux's /proc";

/** Those whose working folder it is: workers, the fixture server, the reaper, the command line itself. */
export function processesIn(folder: string): FoundProcess[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        if (readlinkSync(`/proc/${name}/cwd`) !== folder) return [];
        const commandLine = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ").trim();
        // One that has ended and waits to be asked for has no words.
        return commandLine === "" ? [] : [{ pid: Number(name), commandLine }];
      } catch {
        // It ended while it was looked at.
        return [];
      }
    });
}

/** Those that are left when it has waited so long for all to end. */
export async function leftAfter(folder: string, milliseconds: number): Promise<FoundProcess[]> {
  for (const deadline = performance.now() + milliseconds; performance.now() < deadline; await sleep(10)) {
    if (processesIn(folder).length === 0) return [];
  }
  return processesIn(folder);
}
