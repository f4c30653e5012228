/**
 * A study measures something beside the tables of a run: how cost grows, memory, a service under load, profiles. Its
 * file is like a run's: the header, a plan that is fixed before anything is measured, a line for each reading when it
 * happens, and a finish line.
 */
import type { Build } from "./model.ts";
import type { Finish, Header, StudyName } from "./records.ts";

/** What every study's plan has; each adds its own. */
export interface StudyPlan {
  readonly kind: "plan";
  readonly study: StudyName;
  readonly rounds: number;
  /** True where no intervals or verdicts are to be made of it. */
  readonly exploratory: boolean;
}

interface ReadingBase extends Build {
  readonly kind: "reading";
  readonly round: number;
  /** What was measured, one word for each place of the plan, e.g. `node/undici/bundle/fresh/64`. */
  readonly id: string;
  /** From spawn to exit of the worker. */
  readonly processNs: number;
  /** Why it was measured once more: the fixture server had died during the first attempt. Absent where it was not. */
  readonly repeatedAfter?: string | undefined;
}

/** What one process reported, or why it did not. */
export type StudyReading<Value> = ReadingBase &
  (
    | { readonly status: "valid"; readonly value: Value }
    | { readonly status: "failed"; readonly reason: string; readonly stderr: string }
  );

/** A study's file in memory. */
export interface StudyFile<Plan extends StudyPlan, Value> {
  readonly header: Header;
  readonly plan: Plan;
  readonly readings: readonly StudyReading<Value>[];
  readonly finish: Finish | null;
}
