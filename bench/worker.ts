/**
 * The process that measures: reads one job from standard input, writes one answer to standard output, exits.
 * It loads one adapter, the one of the runtime that executes it.
 */
import { readFileSync, writeSync } from "node:fs";
import type { Adapter } from "../runtimes/adapter.ts";
import type { RuntimeName } from "../src/core/model.ts";
import type { Answer, Job } from "../src/protocol/job.ts";

function executingRuntime(): RuntimeName {
  if ("Bun" in globalThis) return "bun";
  if ("Deno" in globalThis) return "deno";
  return "node";
}

async function answer(adapter: Adapter, job: Job): Promise<Answer> {
  switch (job.kind) {
    case "describe":
      return (await import("./describe.ts")).describeRuntime(adapter);
    case "measure":
      return (await import("./measure.ts")).measureArm(adapter, job);
    case "verify":
      return (await import("./verify.ts")).verifyClient(adapter, job);
    case "service":
      return (await import("./service.ts")).serveArrivals(adapter, job);
    case "memory":
      return (await import("./memory.ts")).weighArm(adapter, job);
  }
}

/** A pipe takes what it has room for; the rest is written when the reader has made room. */
function writeLine(line: string): void {
  let rest = Buffer.from(`${line}\n`);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      if ((error as { code?: string }).code !== "EAGAIN") throw error;
    }
  }
}

const job = JSON.parse(readFileSync(0, "utf8")) as Job;
const { default: adapter } = (await import(`../runtimes/${executingRuntime()}.ts`)) as { default: Adapter };
writeLine(JSON.stringify(await answer(adapter, job)));
// Handles that a client leaves open must not keep the process, nor decide when it ends.
process.exit(0);
