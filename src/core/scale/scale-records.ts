/** What the file of `ctxcost scale` holds: how an arm's cost grows with the number of CAs that its clients are given. */
import type { Arm, Case, Context } from "../model.ts";
import type { Measurement, ServerCounts } from "../records.ts";
import type { StudyFile, StudyPlan, StudyReading } from "../study-records.ts";

/** `synthetic`: CAs made after the real ones. `roots`: the real ones, as in `bundle`. Each with the fixture's CA. */
export type CaSetName = "synthetic" | "roots";
export const caSetNames: readonly CaSetName[] = ["synthetic", "roots"];

/** The contexts that have a line over the number of CAs; see model.ts. */
export const scaleContexts = [
  "fresh",
  "shared",
  "shared-options",
  "distinct",
] as const satisfies readonly Context[];

/** An arm with one set of CAs. Its trust is `bundle`, as many CAs, whatever their number. */
export interface ScaleArm extends Arm {
  readonly caSet: CaSetName;
  /** CAs given to each client, the fixture's own among them. */
  readonly caCount: number;
}

export interface ScaleCase {
  readonly id: string;
  readonly of: Case;
  readonly arms: readonly ScaleArm[];
  readonly unsupported: readonly { readonly context: Context; readonly reason: string }[];
  /** Equal for all arms and all numbers of CAs of the case: a process that has run longer is a faster one. */
  readonly warmupOperations: number;
  readonly timedOperations: number;
}

/** Certificates of one kind among the real roots and the synthetic ones. */
export interface CaKindCount {
  /** e.g. `RSA 4096` */
  readonly kind: string;
  readonly roots: number;
  readonly synthetic: number;
  /** Medians of the PEM texts' lengths; null where there is none. */
  readonly rootPemBytes: number | null;
  readonly syntheticPemBytes: number | null;
}

export interface CaSetFacts {
  readonly caSet: CaSetName;
  readonly caCount: number;
  /** Of the JSON file that the worker reads, hexadecimal. */
  readonly sha256: string;
}

export interface ScalePlan extends StudyPlan {
  /** Ascending; the numbers at which `fresh` is measured. The other contexts have some of them. */
  readonly caCounts: readonly number[];
  readonly caSets: readonly CaSetFacts[];
  readonly caKinds: readonly CaKindCount[];
  readonly cases: readonly ScaleCase[];
}

export interface ScaleValue {
  readonly measurement: Measurement;
  readonly server: ServerCounts;
}

export type ScaleReading = StudyReading<ScaleValue>;
export type ScaleFile = StudyFile<ScalePlan, ScaleValue>;

/** `node/undici/request/fresh/1000`, or `node/undici/request/fresh/122-roots` */
export function scaleArmId({ runtime, client, scenario, context, caSet, caCount }: ScaleArm): string {
  const set = caSet === "roots" ? `${caCount}-roots` : String(caCount);
  return `${runtime}/${client}/${scenario}/${context}/${set}`;
}
