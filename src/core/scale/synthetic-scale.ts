/** Scale studies made of costs that a test chooses: for the tests of the analysis and of the page. */
import { type Case, type Context, caseId } from "../model.ts";
import { seededRandom } from "../statistics/random.ts";
import { syntheticObservation, syntheticRun } from "../synthetic-run.ts";
import {
  type ScaleArm,
  type ScaleCase,
  type ScaleFile,
  type ScalePlan,
  type ScaleReading,
  scaleArmId,
} from "./scale-records.ts";

/** Cost of an operation in µs at a number of CAs. */
type Cost = (caCount: number) => number;

export interface SyntheticScaleCase extends Partial<Case> {
  readonly cost: { readonly [Key in Context]?: Cost };
  /** With the real roots, of which there are 122; not measured where absent. */
  readonly roots?: number;
  readonly unsupported?: ScaleCase["unsupported"];
}

export interface SyntheticScale {
  readonly cases: readonly SyntheticScaleCase[];
  readonly rounds?: number;
  readonly plan?: Partial<ScalePlan>;
  readonly rest?: Partial<Pick<ScaleFile, "finish" | "header">>;
  /** What becomes of an arm's process in a round. */
  readonly read?: (valid: ScaleReading, arm: ScaleArm) => ScaleReading;
  /** Largest deviation of a process, as a share. */
  readonly scatter?: number;
}

const caCounts = [1, 10, 50, 122, 250, 500, 1000];
const counts = { warmupOperations: 10, timedOperations: 10 };

export function syntheticScale(options: SyntheticScale): ScaleFile {
  const { cases, rounds = 7, read = (valid) => valid, scatter = 0.03 } = options;
  const planned = cases.map(planCase);
  const readings: ScaleReading[] = [];
  for (let round = 1; round <= rounds; round++) {
    for (const [index, { arms }] of planned.entries()) {
      for (const arm of arms) {
        const { cost, roots } = cases[index]!;
        const microseconds = arm.caSet === "roots" ? roots! : cost[arm.context]!(arm.caCount);
        const deviation = 1 + scatter * (2 * seededRandom(seedOf(`${scaleArmId(arm)} ${round}`))() - 1);
        readings.push(read(reading(arm, round, Math.round(1000 * microseconds * deviation)), arm));
      }
    }
  }
  const plan: ScalePlan = {
    kind: "plan",
    study: "scale",
    rounds,
    exploratory: false,
    caCounts,
    caSets: [{ caSet: "synthetic", caCount: 1, sha256: "ab".repeat(32) }],
    caKinds: [
      { kind: "RSA 4096", roots: 59, synthetic: 487, rootPemBytes: 1950, syntheticPemBytes: 1951 },
      { kind: "EC P-384", roots: 37, synthetic: 306, rootPemBytes: 832, syntheticPemBytes: 833 },
    ],
    cases: planned,
    ...options.plan,
  };
  const { header } = syntheticRun({ cases: cases.map((one) => ({ ...one, latencyNs: { fresh: 1 } })) });
  const failedObservations = readings.filter(({ status }) => status === "failed").length;
  const finish = { kind: "finish", finishedAt: "2026-11-24", elapsedNs: 900e9, failedObservations } as const;
  return { header: { ...header, study: "scale" }, plan, readings, finish, ...options.rest };
}

function planCase({ cost, roots, unsupported = [], ...given }: SyntheticScaleCase): ScaleCase {
  const of: Case = { runtime: "node", client: "node:tls", trust: "bundle", scenario: "create", ...given };
  const arms = (Object.keys(cost) as Context[]).flatMap((context) => {
    const own = context === "fresh" ? caCounts : [1, 122, 1000];
    return own.map((caCount): ScaleArm => ({ ...of, context, caSet: "synthetic", caCount }));
  });
  if (roots !== undefined) arms.push({ ...of, context: "fresh", caSet: "roots", caCount: 122 });
  return { id: caseId(of), of, arms, unsupported, ...counts };
}

/** Of the arm and the round alone: what else is in the study changes nothing. */
function seedOf(text: string): number {
  return [...text].reduce((sum, one) => Math.imul(sum, 31) + one.charCodeAt(0), 7);
}

function reading(arm: ScaleArm, round: number, latencyNs: number): ScaleReading {
  const { measurement, server, processNs } = syntheticObservation(arm, round, latencyNs, counts);
  const { runtime } = arm;
  const value = { measurement, server: server! };
  return { kind: "reading", status: "valid", runtime, round, id: scaleArmId(arm), processNs, value };
}

export function failedReading(
  { kind, runtime, round, id, processNs }: ScaleReading,
  reason: string,
): ScaleReading {
  return { kind, runtime, round, id, processNs, status: "failed", reason, stderr: "" };
}
