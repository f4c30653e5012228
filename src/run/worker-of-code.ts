/** For tests: a worker that is not the suite's. */
import type { RuntimeBinary } from "./runtime-binary.ts";
import { runWorker } from "./worker-process.ts";

/** A runtime that executes `code` instead of the worker. */
export function workerOfCode(code: string, timeoutMs: number) {
  const binary: RuntimeBinary = {
    runtime: "node",
    path: process.execPath,
    flags: ["-e", code, "--"],
    workerScript: "bench/worker.ts",
    source: "test",
  };
  return runWorker(binary, { kind: "describe" }, { environment: {}, timeoutMs });
}
