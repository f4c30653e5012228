/** The rounds: every arm once a round, each in a fresh process, the arms of a case next to each other. */
import { type Arm, armId } from "../core/model.ts";
import type { Observation, PlannedCase, ServerCounts } from "../core/records.ts";
import { isFaultOfHarness, type RemainingRound } from "../core/resume/remaining-rounds.ts";
import type { MeasureAnswer } from "../protocol/job.ts";
import { difference } from "./fixture/server-process.ts";
import { brokenPremise } from "./premise.ts";
import type { Workbench } from "./workbench.ts";
import type { WorkerResult } from "./worker-process.ts";

/** An arm that hung this often is not waited for again. */
const patienceForHangs = 2;

export async function measureRounds(
  workbench: Workbench,
  caseRounds: readonly RemainingRound[],
  onObservation: (observation: Observation) => void,
): Promise<void> {
  const { onEvent, signal } = workbench.options;
  const hangs = new Map<string, number>();
  const total = caseRounds.reduce((sum, { arms }) => sum + arms.length, 0);
  onEvent({ kind: "phase", phase: "measure", total });
  for (const caseRound of caseRounds) {
    const first = await measureCaseRound(workbench, caseRound, hangs, onObservation);
    if (signal.aborted) return;
    if (!caseRound.mayRepeat || !first.some(isFaultOfHarness)) continue;
    onEvent({ kind: "note", text: `${caseRound.case.id}: repeated after a fault of the harness` });
    const repetition = { ...caseRound, attempt: caseRound.attempt + 1, isRepetition: true };
    await measureCaseRound(workbench, repetition, hangs, onObservation);
  }
}

async function measureCaseRound(
  workbench: Workbench,
  { round, case: planned, arms, attempt, isRepetition }: RemainingRound & { readonly isRepetition?: boolean },
  hangs: Map<string, number>,
  onObservation: (observation: Observation) => void,
): Promise<Observation[]> {
  const { onEvent, signal } = workbench.options;
  const observations: Observation[] = [];
  for (const arm of arms) {
    const label = `round ${round}  ${armId(arm)}`;
    if (!isRepetition) onEvent({ kind: "step", label });
    const observed = await observeUnlessHung(workbench, planned, arm, hangs);
    // What was running when the user pressed Ctrl-C has measured the interruption.
    if (signal.aborted) break;
    const observation: Observation = { kind: "observation", round, armId: armId(arm), attempt, ...observed };
    onObservation(observation);
    observations.push(observation);
    if (observation.status === "failed") onEvent({ kind: "failure", label, reason: observation.reason });
    if (!isRepetition) onEvent({ kind: "step-done" });
  }
  return observations;
}

async function observeUnlessHung(
  workbench: Workbench,
  planned: PlannedCase,
  arm: Arm,
  hangs: Map<string, number>,
): Promise<Observed> {
  const id = armId(arm);
  const hung = hangs.get(id) ?? 0;
  if (hung >= patienceForHangs) {
    return { ...failed("worker", `not run: it hung in ${hung} earlier rounds`), processNs: 0 };
  }
  const { observed, timedOut } = await observe(workbench, planned, arm);
  if (timedOut) hangs.set(id, hung + 1);
  return observed;
}

type Observed = Observation extends infer One
  ? One extends Observation
    ? Omit<One, "kind" | "round" | "armId" | "attempt">
    : never
  : never;

function failed(fault: "worker" | "premise" | "harness", reason: string, stderr = "") {
  return { status: "failed", fault, reason, stderr, measurement: null, server: null } as const;
}

function busyLoopNs({ busyLoopNs }: PlannedCase, arm: Arm): number {
  return busyLoopNs?.[armId(arm)] ?? 0;
}

async function observe(
  workbench: Workbench,
  planned: PlannedCase,
  arm: Arm,
): Promise<{ observed: Observed; timedOut: boolean }> {
  let result: WorkerResult<"measure"> | null = null;
  let server: ServerCounts | null = null;
  try {
    const fixtureServer = await workbench.server();
    const before = await fixtureServer?.counts();
    result = await workbench.measure(arm, planned, busyLoopNs(planned, arm));
    if (fixtureServer && before) server = difference(before, await fixtureServer.counts());
  } catch (error) {
    const fault = failed("harness", (error as Error).message, result?.stderr);
    return { observed: { ...fault, processNs: result?.processNs ?? 0 }, timedOut: false };
  }
  const { processNs, stderr } = result;
  if (result.status === "failed") {
    const { reason, timedOut } = result;
    return { observed: { ...failed("worker", reason, stderr), server, processNs }, timedOut };
  }
  const judged = judge(workbench, planned, arm, result.answer, server, stderr);
  return { observed: { ...judged, processNs }, timedOut: false };
}

function judge(
  workbench: Workbench,
  planned: PlannedCase,
  arm: Arm,
  answer: MeasureAnswer,
  server: ServerCounts | null,
  stderr: string,
) {
  const { warmupOperations, timedOperations } = planned;
  const operations = 1 + warmupOperations + timedOperations;
  const facts = workbench.facts(arm);
  const { measurement } = answer;
  const broken = brokenPremise(
    {
      arm,
      facts,
      timedOperations,
      operations,
      extraCa: workbench.extraCa(arm),
      busyLoopNs: busyLoopNs(planned, arm),
    },
    answer,
    server,
  );
  if (broken === null) return { status: "valid", measurement, server } as const;
  return { ...failed("premise", broken, stderr), measurement, server };
}
