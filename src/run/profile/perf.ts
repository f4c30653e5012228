/** Linux `perf`: samples of all threads with native frames, for `--native`. */
import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { RuntimeName } from "../../core/model.ts";
import type { CpuProfile } from "../../core/profile/cpu-profile.ts";
import { UsageError } from "../unknown-word.ts";
import type { Instrument } from "../worker-process.ts";
import { parsePerfScript } from "./perf-script.ts";

/** The system's clock of the CPU, not the processor's counters: a virtual machine often has none. */
const events = ["cpu-clock", "cpu-clock:u"] as const;
const samplesPerSecond = 997;
const largestScriptBytes = 1024 ** 3;

export interface Perf {
  /** With the kernel's frames, or of user space alone where that is all that is allowed. */
  readonly event: (typeof events)[number];
}

/** Flags with which a runtime names the functions that it compiles, in /tmp/perf-PID.map; Bun has none. */
const namingFlags: Record<RuntimeName, readonly string[]> = {
  node: ["--perf-basic-prof", "--interpreted-frames-native-stack"],
  bun: [],
  python: [],
  deno: ["--v8-flags=--expose-gc,--perf-basic-prof,--interpreted-frames-native-stack"],
};

/** Tries a recording of nothing. Throws a UsageError that says what is missing or what forbids it. */
export function findPerf(platform: NodeJS.Platform = process.platform, searchPath = process.env.PATH): Perf {
  if (platform !== "linux") {
    throw new UsageError(`--native: perf is a program of Linux, this is ${platform}; leave --native out`);
  }
  const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-perf-"));
  let refusal = "";
  try {
    for (const event of events) {
      try {
        const words = [...recordWords(path.join(folder, "probe.data"), event), "true"];
        execFileSync("perf", words, {
          stdio: ["ignore", "ignore", "pipe"],
          env: { ...process.env, PATH: searchPath },
        });
        return { event };
      } catch (error) {
        const { code, stderr } = error as { code?: string; stderr?: Buffer };
        if (code === "ENOENT") throw new UsageError(notInstalled);
        refusal = firstLine(stderr?.toString() ?? (error as Error).message);
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  throw new UsageError(
    `--native: perf may not record: ${refusal}; kernel.perf_event_paranoid is ${paranoia()}, ` +
      "expected 2 or less: `sudo sysctl kernel.perf_event_paranoid=2` (a container may forbid perf_event_open besides)",
  );
}

const notInstalled =
  "--native: perf is not installed, expected it in PATH: `apt-get install linux-perf` on Debian, " +
  "`linux-tools-generic` on Ubuntu, `perf` on Fedora; or leave --native out";

function firstLine(text: string): string {
  return (
    text
      .split("\n")
      .find((line) => /\w/.test(line) && !/^Error:\s*$/.test(line))
      ?.trim() ?? "no reason given"
  );
}

function paranoia(): string {
  try {
    return readFileSync("/proc/sys/kernel/perf_event_paranoid", "utf8").trim();
  } catch {
    // No such file: a kernel without perf events, or a container that hides it.
    return "unknown";
  }
}

function recordWords(file: string, event: Perf["event"]): string[] {
  const clock = ["-k", "CLOCK_MONOTONIC"];
  return [
    "record",
    "-q",
    "-o",
    file,
    "-e",
    event,
    "-F",
    String(samplesPerSecond),
    ...clock,
    "--call-graph",
    "fp",
    "--",
  ];
}

export function perfInstrument({ event }: Perf, runtime: RuntimeName, folder: string): Instrument {
  return { launcher: ["perf", ...recordWords(dataFile(folder), event)], flags: namingFlags[runtime] };
}

function dataFile(folder: string): string {
  return path.join(folder, "perf.data");
}

/** What was recorded in the folder, by the monotonic clock. */
export async function readPerf(folder: string): Promise<CpuProfile> {
  const words = ["script", "-i", dataFile(folder), "-F", "comm,pid,tid,time,ip,sym,dso"];
  const { stdout } = await promisify(execFile)("perf", words, { maxBuffer: largestScriptBytes });
  const { profile, processes } = parsePerfScript(stdout);
  // V8 leaves its list of names where perf looks for it, and nowhere else.
  for (const pid of processes) rmSync(`/tmp/perf-${pid}.map`, { force: true });
  return profile;
}
