/**
 * The question asked of hyperfine, which times whole processes and knows nothing of JavaScript: two counts of operations
 * an arm, so that start-up falls out. An operation costs (time of many − time of few) ÷ (many − few).
 */
import { execFile } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import type { Figure } from "../../core/against/tool-records.ts";
import type { Case } from "../../core/model.ts";
import { around, normalQuantile, ratioRange } from "../../core/statistics/sample-interval.ts";
import type { Workbench } from "../workbench.ts";
import { invocationOf, outputOf } from "./tool-process.ts";
import type { LoopCounts, ToolQuestion } from "./tool-questions.ts";

/** Fewer than its ten, so that it takes no longer than this suite does. */
export const hyperfineRuns = 5;

export const hyperfineMissing =
  "not installed: `apt-get install hyperfine` on Debian, `brew install hyperfine` on macOS, else see " +
  "https://github.com/sharkdp/hyperfine#installation; all else is measured without it";

/** By the caller's PATH, which the processes that it starts do not get. Null where it is not there. */
export function findHyperfine(searchPath = process.env.PATH ?? ""): string | null {
  for (const folder of searchPath.split(path.delimiter).filter((one) => one !== "")) {
    const file = path.join(folder, process.platform === "win32" ? "hyperfine.exe" : "hyperfine");
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

/** `1.15.0` */
export async function hyperfineVersion(file: string): Promise<string> {
  const { stdout } = await promisify(execFile)(file, ["--version"]);
  return stdout.trim().replace(/^hyperfine /, "");
}

export async function hyperfineFigures(
  workbench: Workbench,
  { of, loops }: Pick<ToolQuestion, "of" | "loops">,
  { file, signal }: { file: string | null; signal: AbortSignal },
): Promise<Figure[]> {
  if (file === null) throw new Error(hyperfineMissing);
  const { command, environment } = await invocationOf(workbench, of, "loop.ts");
  const folder = await mkdtemp(path.join(os.tmpdir(), "ctxcost-hyperfine-"));
  try {
    const exported = path.join(folder, "times.json");
    const options = ["--shell=none", "--style=none", "--warmup=1", `--runs=${hyperfineRuns}`];
    const commands = (["fresh", "shared"] as const).flatMap((context) =>
      loops[context].map((times) => [...command, context, String(times)].map(quoted).join(" ")),
    );
    await outputOf([file, ...options, "--export-json", exported, ...commands], environment, signal);
    return readHyperfine(await readFile(exported, "utf8"), of, loops);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** hyperfine splits a command into words as a shell would. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

const exportedTimes = z.object({
  results: z
    .array(
      z.object({
        mean: z.number().positive(),
        stddev: z.number().nonnegative().nullable(),
        median: z.number().positive(),
        times: z.array(z.number()).min(1),
      }),
    )
    .length(4),
});
type Times = z.infer<typeof exportedTimes>["results"][number];

/** The mean with its own σ ÷ √runs, carried over to the difference and to the ratio; the median with nothing. */
export function readHyperfine(text: string, question: Case, loops: ToolQuestion["loops"]): Figure[] {
  const { results } = exportedTimes.parse(JSON.parse(text));
  const [freshFew, freshMany, sharedFew, sharedMany] = results as [Times, Times, Times, Times];
  const fresh = operationCost(`${question.runtime} fresh`, freshFew, freshMany, loops.fresh);
  const shared = operationCost(`${question.runtime} shared`, sharedFew, sharedMany, loops.shared);
  const ratio = fresh.meanNs / shared.meanNs;
  const range = ratioRange(
    ratio,
    around(fresh.meanNs, normalQuantile * fresh.standardErrorNs),
    around(shared.meanNs, normalQuantile * shared.standardErrorNs),
  );
  return [
    {
      statistic: "median",
      freshNs: fresh.medianNs,
      sharedNs: shared.medianNs,
      ratio: fresh.medianNs / shared.medianNs,
      claim: null,
    },
    {
      statistic: "mean",
      freshNs: fresh.meanNs,
      sharedNs: shared.meanNs,
      ratio,
      claim: range && { ...range, basis: "own" },
    },
  ];
}

function operationCost(arm: string, few: Times, many: Times, [fewTimes, manyTimes]: LoopCounts) {
  const nsPerOperation = 1e9 / (manyTimes - fewTimes);
  const meanNs = (many.mean - few.mean) * nsPerOperation;
  const medianNs = (many.median - few.median) * nsPerOperation;
  if (meanNs <= 0 || medianNs <= 0) {
    throw new Error(
      `subtract hyperfine's times of ${arm}: ${manyTimes} operations took no longer than ${fewTimes}; ` +
        "the machine was too busy: end what else is running and measure again",
    );
  }
  const error = ({ stddev, times }: Times) => (stddev ?? 0) / Math.sqrt(times.length);
  return { meanNs, medianNs, standardErrorNs: Math.hypot(error(few), error(many)) * nsPerOperation };
}
