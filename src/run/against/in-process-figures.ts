/** The question asked of mitata and of tinybench, and what they print made into figures. */
import { z } from "zod";
import type { Claim, Figure, Statistic } from "../../core/against/tool-records.ts";
import type { Case } from "../../core/model.ts";
import type { RuntimeFacts } from "../../core/runtime-facts.ts";
import {
  around,
  meanRange,
  medianRange,
  type Range,
  ratioRange,
} from "../../core/statistics/sample-interval.ts";
import type { Workbench } from "../workbench.ts";
import { invocationOf, outputOf } from "./tool-process.ts";

export type InProcessTool = "mitata" | "tinybench";

/** What one arm came to, by one statistic, and the range that the tool's output gives for it. */
interface Value {
  readonly ns: number;
  readonly range: Range | null;
  readonly basis: Claim["basis"];
}
type ArmValues = Readonly<Record<Statistic, Value>>;

export async function inProcessFigures(
  workbench: Workbench,
  question: Case,
  { tool, turn, signal }: { tool: InProcessTool; turn: boolean; signal: AbortSignal },
): Promise<Figure[]> {
  const { command, environment } = await invocationOf(workbench, question, `${tool}.ts`);
  const output = await outputOf(turn ? [...command, "turn"] : command, environment, signal);
  const read = tool === "mitata" ? readMitata : readTinybench;
  return read(output, workbench.facts(question));
}

type Expected = Pick<RuntimeFacts, "runtime" | "version">;

const nanoseconds = z.number().positive();
const mitataOutput = z.object({
  context: z.object({ runtime: z.string(), version: z.string() }),
  benchmarks: z.array(
    z.object({
      alias: z.string(),
      runs: z.tuple([
        z.object({
          stats: z.object({ avg: nanoseconds, p50: nanoseconds, samples: z.array(nanoseconds).min(2) }),
        }),
      ]),
    }),
  ),
});

/** `avg` and `p50`. mitata prints no interval; both ranges are made of its samples. */
export function readMitata(output: string, expected: Expected): Figure[] {
  const { context, benchmarks } = parse("mitata", mitataOutput, output);
  expectRuntime("mitata", context, expected);
  const arms = benchmarks.map(({ alias, runs: [{ stats }] }): [string, ArmValues] => [
    alias,
    {
      median: { ns: stats.p50, range: medianRange(stats.samples), basis: "samples" },
      mean: { ns: stats.avg, range: meanRange(stats.samples), basis: "samples" },
    },
  ]);
  return figures("mitata", arms);
}

/** tinybench counts in ms. */
const milliseconds = z.number().positive();
const tinybenchOutput = z.array(
  z.object({
    name: z.string(),
    result: z.object({
      runtime: z.string(),
      runtimeVersion: z.string(),
      latency: z.object({
        mean: milliseconds,
        p50: milliseconds,
        moe: z.number().nonnegative(),
        samples: z.array(z.number().nonnegative()).min(2),
      }),
    }),
  }),
);

/** `mean` with its own margin of error; `p50`, beside which it prints a scatter that is none, with its samples'. */
export function readTinybench(output: string, expected: Expected): Figure[] {
  const tasks = parse("tinybench", tinybenchOutput, output);
  for (const { result } of tasks) {
    expectRuntime("tinybench", { runtime: result.runtime, version: result.runtimeVersion }, expected);
  }
  const nsPerMs = 1e6;
  const arms = tasks.map(({ name, result: { latency } }): [string, ArmValues] => [
    name,
    {
      median: { ns: latency.p50 * nsPerMs, range: medianRangeNs(latency.samples), basis: "samples" },
      mean: {
        ns: latency.mean * nsPerMs,
        range: around(latency.mean * nsPerMs, latency.moe * nsPerMs),
        basis: "own",
      },
    },
  ]);
  return figures("tinybench", arms);

  function medianRangeNs(samples: readonly number[]): Range | null {
    return medianRange(samples.map((sample) => sample * nsPerMs));
  }
}

function figures(tool: string, arms: readonly [string, ArmValues][]): Figure[] {
  const { fresh, shared } = Object.fromEntries(arms);
  if (!fresh || !shared) {
    const names = arms.map(([name]) => name).join(", ");
    throw new Error(`read ${tool}'s output: expected the arms fresh and shared, got ${names || "none"}`);
  }
  return (["median", "mean"] as const).map((statistic) => figure(statistic, fresh, shared));
}

function figure(statistic: Statistic, freshArm: ArmValues, sharedArm: ArmValues): Figure {
  const [fresh, shared] = [freshArm[statistic], sharedArm[statistic]];
  const ratio = fresh.ns / shared.ns;
  const range = ratioRange(ratio, fresh.range, shared.range);
  const claim = range && { ...range, basis: fresh.basis };
  return { statistic, freshNs: fresh.ns, sharedNs: shared.ns, ratio, claim };
}

function parse<Value>(tool: string, schema: z.ZodType<Value>, output: string): Value {
  try {
    return schema.parse(JSON.parse(output));
  } catch (cause) {
    const start = JSON.stringify(output.slice(0, 80));
    throw new Error(
      `read ${tool}'s output, which begins with ${start}: expected its JSON with both arms: ` +
        (cause as Error).message.slice(0, 200),
      { cause },
    );
  }
}

/** By the tool's own word: a runtime that starts another one would be compared with something else. */
function expectRuntime(
  tool: string,
  ran: { runtime: string; version: string },
  { runtime, version }: Expected,
): void {
  if (ran.runtime === runtime && ran.version === version) return;
  throw new Error(
    `run ${tool} on ${runtime} ${version}: it says that it ran on ${ran.runtime} ${ran.version}`,
  );
}
