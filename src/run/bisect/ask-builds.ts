/** Answers the questions of a search by measuring: each look is a run of its own, kept as a file. */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import type { BisectPlan } from "../../core/bisect/bisect-plan.ts";
import type { Answer, Ask, Question } from "../../core/bisect/questions.ts";
import { contextsOf, roundLogs } from "../../core/bisect/round-logs.ts";
import { runBenchmark } from "../benchmark.ts";
import { describeRuntimes, type WantedBuild } from "../describe-runtimes.ts";
import type { OnEvent } from "../events.ts";
import { findBuilds } from "../find-builds.ts";
import { loadRun } from "../load-run.ts";
import type { OperationCounts } from "../operation-counts.ts";
import { projectRoot } from "../project.ts";
import { findRuntime, isMissing } from "../runtime-binary.ts";
import { withOneWorker } from "../worker-script/one-worker.ts";

export interface AskOptions {
  readonly plan: BisectPlan;
  /** For the raw rounds of every look. */
  readonly folder: string;
  readonly seed: number;
  readonly commandLine: readonly string[];
  readonly onEvent: OnEvent;
  readonly signal: AbortSignal;
}

export function askBuilds(options: AskOptions): Ask {
  const { plan, signal } = options;
  let counts: ReadonlyMap<string, OperationCounts> | undefined;
  return async (question) => {
    const builds: WantedBuild[] = [];
    for (const version of question.versions) {
      const build = await findVersion(version, options);
      if ("reason" in build) return { kind: "cannot", version, reason: build.reason, file: null };
      builds.push(build);
    }
    if (signal.aborted) return { kind: "stopped" };
    const alike = await withOneWorker(builds, () => {}, plan.versions, signal);
    const file = await measure(question, alike, options, counts);
    if (signal.aborted) return { kind: "stopped" };
    const { run } = await loadRun(path.join(options.folder, file));
    // Every look of the search runs as many operations: else a later one would be another experiment.
    counts ??= new Map(run.plan.cases.map((one) => [one.id, one]));
    return answerOf(run, question, plan, file);
  };
}

/** What the raw rounds of a look say; the same whenever it is asked. */
export function answerOf(
  run: Parameters<typeof roundLogs>[0],
  { versions }: Pick<Question, "versions">,
  { of, measure: measured }: BisectPlan,
  file: string,
): Answer {
  const names = versions.map((version) => `${of.runtime}@${version}`);
  const found = roundLogs(run, names, measured);
  if (found.kind === "measured") return { ...found, file };
  return { kind: "cannot", version: versions[names.indexOf(found.build)]!, reason: found.reason, file };
}

/** The pinned one needs no second copy. One that does not start is known before anything is measured with it. */
async function findVersion(
  version: string,
  { plan, onEvent, signal }: AskOptions,
): Promise<WantedBuild | { readonly reason: string }> {
  const { runtime } = plan.of;
  const pinned = findRuntime(runtime, projectRoot);
  const isPinned = !isMissing(pinned) && pinned.source.endsWith(`@${version}`);
  const [found] = isPinned
    ? [{ found: pinned }]
    : await findBuilds([{ kind: "version", runtime, version }], onEvent, { signal });
  if (isMissing(found!.found)) return { reason: found!.found.reason };
  const { facts, missing } = await describeRuntimes([found!], signal);
  signal.throwIfAborted();
  if (missing[0]) return { reason: missing[0].reason };
  const says = facts[0]!.version;
  if (says !== version)
    return { reason: `the package of ${version} has an executable that says it is ${says}` };
  return { ...found!, name: `${runtime}@${version}` };
}

async function measure(
  { decision, look, rounds }: Question,
  builds: readonly WantedBuild[],
  { plan, folder, seed, commandLine, onEvent, signal }: AskOptions,
  counts: ReadonlyMap<string, OperationCounts> | undefined,
): Promise<string> {
  // A version that was passed over leaves its number of decision to the next.
  let name = `${decision}-${look}`;
  for (let again = 2; existsSync(path.join(folder, `${name}.jsonl.gz`)); again++) {
    name = `${decision}-${look}-${again}`;
  }
  const plainFile = path.join(folder, `${name}.jsonl`);
  const { client, trust, scenario } = plan.of;
  await runBenchmark({
    builds,
    selection: {
      clients: [client],
      trusts: [trust],
      scenarios: [scenario],
      contexts: contextsOf(plan.measure),
    },
    mode: "full",
    counts,
    rounds,
    seed: (seed + 64 * decision + look) % 2 ** 32,
    url: null,
    out: plainFile,
    commandLine,
    onEvent,
    signal,
  });
  writeFileSync(`${plainFile}.gz`, gzipSync(readFileSync(plainFile), { level: 9 }));
  rmSync(plainFile);
  return `${name}.jsonl.gz`;
}
