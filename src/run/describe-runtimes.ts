/** Asks each runtime what it is and what clients it has, in a process of its own. */
import type { RuntimeName } from "../core/model.ts";
import type { RuntimeFacts } from "../core/records.ts";
import { readExecutable } from "./executable-facts.ts";
import { findRuntime, isMissing, type MissingRuntime, type RuntimeBinary } from "./runtime-binary.ts";
import { baseEnvironment } from "./worker-environment.ts";
import { runWorker } from "./worker-process.ts";

export interface DescribedRuntimes {
  readonly binaries: ReadonlyMap<RuntimeName, RuntimeBinary>;
  readonly facts: readonly RuntimeFacts[];
  readonly missing: readonly MissingRuntime[];
}

/** A runtime that is not there, or does not answer, is in `missing` with its reason; the others go on. */
export async function describeRuntimes(
  names: readonly RuntimeName[],
  projectRoot: string,
): Promise<DescribedRuntimes> {
  const binaries = new Map<RuntimeName, RuntimeBinary>();
  const facts: RuntimeFacts[] = [];
  const missing: MissingRuntime[] = [];
  for (const runtime of names) {
    const binary = findRuntime(runtime, projectRoot);
    if (isMissing(binary)) {
      missing.push(binary);
      continue;
    }
    const environment = baseEnvironment(runtime);
    const result = await runWorker(binary, { kind: "describe" }, { environment, timeoutMs: 60_000 });
    if (result.status === "failed") {
      missing.push({ runtime, reason: `${binary.source} does not run: ${result.reason}` });
      continue;
    }
    binaries.set(runtime, binary);
    const { source } = binary;
    const { sha256: binarySha256, rustTls } = await readExecutable(binary.path);
    const tlsLibrary = rustTls === null ? result.answer.facts.tlsLibrary : `${rustTls} (by its executable)`;
    facts.push({ ...result.answer.facts, tlsLibrary, binarySha256, source });
  }
  return { binaries, facts, missing };
}
