/** `run --resume FILE`: which options go with it, and the command that goes on with a run. */
import type { BenchmarkOptions, BenchmarkOutcome } from "../run/benchmark.ts";
import type { BuildWord } from "../run/build-words.ts";
import { resumeBenchmark } from "../run/resume/resume-benchmark.ts";
import { UsageError } from "../run/unknown-word.ts";
import { expectPublishablePlan } from "./publishable.ts";
import { typedLine } from "./stored-words.ts";

interface Asked {
  readonly resume?: string;
  readonly runtime?: BuildWord[];
  readonly url?: URL;
  readonly publish?: true;
}

/** What a results file does not hold, and what is no part of the measuring. */
const allowed = ["resume", "runtime", "url", "publish", "quiet"];

/** `options` are those of `run`; throws a UsageError for one that the run has already. */
export async function resumeFrom(
  options: Asked & { readonly resume: string },
  { onEvent, signal }: Pick<BenchmarkOptions, "onEvent" | "signal">,
): Promise<BenchmarkOutcome> {
  const { resume: file, runtime, url, publish } = options;
  const others = Object.entries(options).filter(
    ([name, value]) => value !== undefined && !allowed.includes(name),
  );
  if (others.length > 0) {
    throw new UsageError(
      `--resume with ${others.map(([name]) => optionOf(name)).join(", ")}: a run goes on with what it began with; leave ` +
        `${others.length === 1 ? "it" : "them"} out`,
    );
  }
  return resumeBenchmark({
    ...{ file, builds: runtime ?? [], url: url ?? null, onEvent, signal },
    expect: publish && ((run) => expectPublishablePlan(file, run)),
  });
}

/** `countsFrom` is typed `--counts-from`. */
function optionOf(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** As it is to be typed; with what the file does not hold. */
export function resumeCommand(file: string, { runtime = [], url, publish }: Asked): string {
  const builds = runtime.flatMap((word) => (word.kind === "path" ? [`${word.runtime}=${word.path}`] : []));
  const words = [
    ...["run", "--resume", file],
    ...(builds.length > 0 ? ["--runtime", builds.join(",")] : []),
    ...(url ? ["--url", url.href] : []),
    ...(publish ? ["--publish"] : []),
  ];
  return typedLine(words);
}
