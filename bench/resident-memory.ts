/** What the process holds in memory when everything that can be freed has been. */
import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import type { MemoryMeasurement, MemoryReading } from "../src/core/memory/memory-records.ts";
import { forceCollection, yieldToEventLoop } from "./force-collection.ts";

/**
 * The kernel's own walk of the page tables. The RSS that `process.memoryUsage()` reads from /proc/self/stat is a sum of
 * counters that each CPU keeps for itself and adds in now and then: it may be off by 32 pages a CPU or more
 * (https://docs.kernel.org/filesystems/proc.html: "inaccurate"), as much as several contexts.
 */
const rollupFile = "/proc/self/smaps_rollup";

/** A collection frees what the one before it has finalized, and allocators give pages back with a delay. */
const settlingPasses = 2;
const settlingPauseMs = 8;

async function settle(): Promise<void> {
  for (let pass = 0; pass < settlingPasses; pass++) {
    forceCollection();
    await yieldToEventLoop();
    await setTimeout(settlingPauseMs);
  }
}

/** Null where the system has no such file. */
export function exactRssBytes(): number | null {
  let text: string;
  try {
    text = readFileSync(rollupFile, "utf8");
  } catch {
    return null;
  }
  const kilobytes = /^Rss: +(\d+) kB$/m.exec(text)?.[1];
  if (kilobytes === undefined)
    throw new Error(`read ${rollupFile}: expected a line "Rss: N kB", got ${text}`);
  return Number(kilobytes) * 1024;
}

export function rssSource(): MemoryMeasurement["rssSource"] {
  return exactRssBytes() === null ? "memoryUsage" : "smaps_rollup";
}

/** Collects, waits, reads. */
export async function readMemory(count: number): Promise<MemoryReading> {
  await settle();
  const { rss, heapUsed, external } = process.memoryUsage();
  return {
    count,
    rssBytes: exactRssBytes() ?? rss,
    reportedRssBytes: rss,
    heapBytes: heapUsed + external,
  };
}
