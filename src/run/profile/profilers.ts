/**
 * How each runtime is profiled, and by which clock its profile is written. A runtime that profiles otherwise is an
 * entry here that reads its own format into a `.cpuprofile`.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { RuntimeName } from "../../core/model.ts";
import type { CpuProfile } from "../../core/profile/cpu-profile.ts";
import type { Section } from "../../core/profile/timed-section.ts";
import type { EpochSection } from "../../protocol/job.ts";
import type { Instrument } from "../worker-process.ts";
import { cpuProfileSchema } from "./profile-schema.ts";

export interface Profiler {
  /** Around or in a worker whose profile is to be written into `folder`, a new one. */
  instrument(folder: string, samplingIntervalUs: number): Instrument;
  /** What was written there. Throws where it is not one profile. */
  read(folder: string): CpuProfile;
  /** The profile's clock. */
  section(section: EpochSection): Section;
}

/** Each of them writes the profile at `process.exit` too; Deno since https://github.com/denoland/deno/pull/32591. */
const profilers: Record<RuntimeName, Profiler> = {
  // V8's profiler reads the system's monotonic clock (base::TimeTicks), as `process.hrtime` does on Node.
  node: { instrument: cpuProfFlags, read: readCpuProfile, section: toMonotonic },
  // Bun writes JavaScriptCore's samples by the wall clock: https://github.com/oven-sh/bun/pull/24112
  bun: { instrument: cpuProfFlags, read: readCpuProfile, section: (section) => section },
  deno: { instrument: cpuProfFlags, read: readCpuProfile, section: toMonotonic },
  // The worker samples itself, and writes the wall clock: runtimes/python/worker/sampler.py says why not cProfile.
  python: { instrument: workerOptions, read: readCpuProfile, section: (section) => section },
};

export function profilerOf(runtime: RuntimeName): Profiler {
  return profilers[runtime];
}

function cpuProfFlags(folder: string, samplingIntervalUs: number): Instrument {
  return {
    launcher: [],
    flags: ["--cpu-prof", `--cpu-prof-dir=${folder}`, `--cpu-prof-interval=${samplingIntervalUs}`],
  };
}

function workerOptions(folder: string, samplingIntervalUs: number): Instrument {
  const options = [`ctxcost_profile=${folder}`, `ctxcost_interval_us=${samplingIntervalUs}`];
  return { launcher: [], flags: options.flatMap((option) => ["-X", option]) };
}

function readCpuProfile(folder: string): CpuProfile {
  const files = readdirSync(folder).filter((name) => name.endsWith(".cpuprofile"));
  if (files.length !== 1) {
    throw new Error(`read the profile of a worker: expected it to have written one, got ${files.length}`);
  }
  const parsed = cpuProfileSchema.safeParse(JSON.parse(readFileSync(path.join(folder, files[0]!), "utf8")));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw new Error(`read the profile of a worker, field ${issue.path.join(".")}: ${issue.message}`);
}

/** From the wall clock to the monotonic one, by reading both now: the worker ended a moment ago. */
export function toMonotonic({ startUs, endUs }: EpochSection): Section {
  const { epochMs, monotonicNs } = bothClocks();
  const offsetUs = Number(monotonicNs) / 1000 - epochMs * 1000;
  return { startUs: startUs + offsetUs, endUs: endUs + offsetUs };
}

/** A process that is put aside between two readings would take them for one moment: then both are read again. */
const mostBetweenNs = 100_000n;

function bothClocks(): { readonly epochMs: number; readonly monotonicNs: bigint } {
  for (let left = 100; ; left--) {
    // At a step of its own, or the difference would be off by up to a millisecond.
    const from = Date.now();
    let epochMs = from;
    let before = 0n;
    while (epochMs === from) {
      before = process.hrtime.bigint();
      epochMs = Date.now();
    }
    const monotonicNs = process.hrtime.bigint();
    if (monotonicNs - before < mostBetweenNs || left === 0) return { epochMs, monotonicNs };
  }
}
