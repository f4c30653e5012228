/** For tests: every figure of this process's RSS that there is on Linux, in bytes, as a line of JSON. */
import { readFileSync } from "node:fs";
import { exactRssBytes } from "./resident-memory.ts";

interface DenoLike {
  memoryUsage(): { readonly rss: number };
}

// Something to find, so that a figure that stands still is far off.
const ballast = new Uint8Array(80 * 1024 ** 2).fill(1);
const vmRss = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
const deno = (globalThis as { Deno?: DenoLike }).Deno;
const figures = {
  smapsRollup: exactRssBytes(),
  vmRss: Number(vmRss) * 1024,
  memoryUsage: process.memoryUsage().rss,
  ...(deno ? { denoMemoryUsage: deno.memoryUsage().rss } : {}),
};
console.log(JSON.stringify(figures));
process.exit(ballast[0] === 1 ? 0 : 1);
