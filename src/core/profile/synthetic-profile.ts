/** For tests: profiles and studies made of stacks that a test chooses. */
import type { Context, RuntimeName } from "../model.ts";
import type { StudyReading } from "../study-records.ts";
import { syntheticRun } from "../synthetic-run.ts";
import { type CallFrame, type CpuProfile, type ProfileNode, rootName } from "./cpu-profile.ts";
import {
  armOfCase,
  type ProfiledCase,
  type ProfileFile,
  type ProfileValue,
  readingId,
} from "./profile-records.ts";

/** `name` or `name file`. */
export function frame(words: string): CallFrame {
  const [, functionName, url = ""] = /^(.*?)(?: (\S*[.:]\S*))?$/.exec(words)!;
  return {
    functionName: functionName!,
    scriptId: "0",
    url,
    lineNumber: url === "" ? -1 : 9,
    columnNumber: -1,
  };
}

export interface SyntheticSamples {
  /** Outermost first, as `run bench/measure.ts > addCACert`. */
  readonly stack: string;
  readonly samples: number;
}

/** A profile in which the stacks follow each other, a sample each millisecond from time 0. */
export function syntheticProfile(stacks: readonly SyntheticSamples[]): CpuProfile {
  const nodes: (ProfileNode & { children: number[]; hitCount: number })[] = [];
  const add = (callFrame: CallFrame) => {
    nodes.push({ id: nodes.length + 1, callFrame, hitCount: 0, children: [] });
    return nodes.at(-1)!;
  };
  const root = add(frame(rootName));
  const samples: number[] = [];
  for (const { stack, samples: count } of stacks) {
    let node = root;
    for (const words of stack.split(" > ")) {
      const known = node.children
        .map((id) => nodes[id - 1]!)
        .find((one) => sameFrame(one.callFrame, frame(words)));
      const child: typeof node = known ?? add(frame(words));
      if (!known) node.children.push(child.id);
      node = child;
    }
    node.hitCount += count;
    samples.push(...new Array<number>(count).fill(node.id));
  }
  return {
    nodes,
    startTime: 0,
    endTime: 1000 * (samples.length + 1),
    samples,
    timeDeltas: samples.map(() => 1000),
  };
}

function sameFrame(a: CallFrame, b: CallFrame): boolean {
  return a.functionName === b.functionName && a.url === b.url;
}

export interface SyntheticArm {
  readonly stacks: (round: number) => readonly SyntheticSamples[];
  /** CPU time of an operation without a profiler. */
  readonly cpuNs: (round: number) => number;
}

export interface SyntheticProfiles {
  readonly cases: readonly {
    readonly of: Partial<ProfiledCase["of"]> & { readonly runtime: RuntimeName };
    readonly contexts?: readonly [Context, Context];
    readonly before: SyntheticArm;
    readonly after: SyntheticArm;
  }[];
  readonly rounds?: number;
  readonly exploratory?: boolean;
  /** What becomes of a reading. */
  readonly observe?: (reading: StudyReading<ProfileValue>) => StudyReading<ProfileValue>[];
}

const timedOperations = 100;
/** Under the profiler an operation takes a tenth more. */
const overhead = 1.1;

export function syntheticProfileFile(options: SyntheticProfiles): ProfileFile {
  const { cases, rounds = 7, exploratory = false, observe = (one) => [one] } = options;
  const planned = cases.map(({ of, contexts = ["fresh", "shared"] }): ProfiledCase => {
    const whole = { client: "node:https", trust: "bundle", scenario: "request", ...of } as const;
    const id = `${whole.runtime}/${whole.client}/${whole.trust}/${whole.scenario}`;
    return { id, of: whole, before: contexts[0], after: contexts[1], warmupOperations: 20, timedOperations };
  });
  const readings = planned.flatMap((one, index) =>
    Array.from({ length: rounds }, (_, round) => round + 1).flatMap((round) =>
      ([one.before, one.after] as const).flatMap((context, place) => {
        const arm = place === 0 ? cases[index]!.before : cases[index]!.after;
        return readingsOf(one, context, round, arm);
      }),
    ),
  );
  const { header } = syntheticRun({
    cases: planned.map(({ of }) => ({ ...of, latencyNs: { fresh: 1e6 } })),
    header: { study: "profile", commandLine: ["npm", "run", "-s", "ctxcost", "--", "profile"] },
  });
  return {
    header,
    plan: {
      kind: "plan",
      study: "profile",
      rounds,
      exploratory,
      cases: planned,
      notProfiled: [],
      samplingIntervalUs: 1000,
      modes: ["plain", "sampled"],
    },
    readings: readings.flatMap(observe),
    finish: { kind: "finish", finishedAt: "2026-11-24", elapsedNs: 300e9, failedObservations: 0 },
  };
}

function readingsOf(
  of: ProfiledCase,
  context: Context,
  round: number,
  { stacks, cpuNs }: SyntheticArm,
): StudyReading<ProfileValue>[] {
  const arm = armOfCase(of, context);
  const reading = (mode: "plain" | "sampled", operationNs: number): StudyReading<ProfileValue> => {
    const spentNs = operationNs * timedOperations;
    const value: ProfileValue = {
      mode,
      timedOperations,
      loop: { wallNs: spentNs, cpuUserNs: spentNs, cpuSystemNs: 0 },
      cpuResolutionNs: 1000,
      profile: mode === "plain" ? null : syntheticProfile(stacks(round)),
      isStripped: null,
    };
    const { runtime } = of.of;
    return {
      kind: "reading",
      status: "valid",
      runtime,
      round,
      id: readingId(arm, mode),
      processNs: 1e9,
      value,
    };
  };
  return [reading("plain", cpuNs(round)), reading("sampled", overhead * cpuNs(round))];
}
