/** What every table is made from. */
import type { Context, Scenario, Trust } from "../core/model.ts";
import type { Run } from "../core/records.ts";
import type { ArmResult, CaseResult, MeasuredArm, RunResults } from "../core/results.ts";
import type { ClientFacts, RuntimeFacts } from "../core/runtime-facts.ts";

export interface ReportInput {
  readonly run: Run;
  readonly results: RunResults;
  /** Where the raw rounds are, relative to the pages, e.g. `runs/20261124-1530-5f3a9c01.jsonl.gz`. */
  readonly rawFile: string;
  /** The same, relative to the project. */
  readonly rawFileFromProject: string;
  /** Where the project is, relative to the pages, e.g. `..`. */
  readonly projectFolder: string;
  /** Pages beside these that show what the suite's numbers are worth; of a published run only. */
  readonly evidence?: readonly EvidencePage[] | undefined;
  /** What to change in an application, by `runtime/client`, or `*` for every runtime's. */
  readonly snippets: ReadonlyMap<string, Snippet>;
}

export interface EvidencePage {
  /** e.g. `selftest.md` */
  readonly name: string;
  readonly title: string;
}

export interface Snippet {
  readonly before: string;
  readonly after: string;
  /** Relative to the project, e.g. `docs/advice/https.ts`. */
  readonly path: string;
  readonly language: "ts" | "python";
}

export function clientsOf({ clients }: RuntimeFacts): readonly ClientFacts[] {
  return clients.filter(({ kind }) => kind === "client");
}

export function findCase(
  { results }: ReportInput,
  runtime: string,
  client: string,
  trust: Trust,
  scenario: Scenario,
): CaseResult | undefined {
  return results.cases.find(
    ({ of }) =>
      of.runtime === runtime && of.client === client && of.trust === trust && of.scenario === scenario,
  );
}

export function armOf(result: CaseResult | undefined, context: Context): ArmResult | undefined {
  return result?.arms.find(({ arm }) => arm.context === context);
}

/** The arm where it was measured, else undefined. */
export function measuredArm(result: CaseResult | undefined, context: Context): MeasuredArm | undefined {
  const found = armOf(result, context);
  return found?.state === "measured" ? found : undefined;
}

/** `Node 26.10.0` */
export function runtimeTitle({ runtime, version }: Pick<RuntimeFacts, "runtime" | "version">): string {
  return `${runtime[0]!.toUpperCase()}${runtime.slice(1)} ${version}`;
}
