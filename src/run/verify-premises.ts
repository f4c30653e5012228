/** Before round 1: does every client answer, and does it refuse a server of another CA, under every context? */
import { type Build, buildName, type Context, type Trust } from "../core/model.ts";
import type { Check } from "../core/records.ts";
import type { SelectedCase } from "./plan.ts";
import type { Workbench } from "./workbench.ts";

interface Subject extends Build {
  readonly client: string;
  readonly trust: Trust;
  readonly contexts: Context[];
}

/** One subject a client and trust, with every context that any of its cases has. */
export function subjectsOf(cases: readonly SelectedCase[]): Subject[] {
  const subjects = new Map<string, Subject>();
  for (const arm of cases.flatMap((selected) => selected.arms)) {
    if (arm.trust === "none") continue;
    const key = labelOf(arm);
    const { runtime, build, client, trust } = arm;
    const subject = subjects.get(key) ?? { runtime, build, client, trust, contexts: [] };
    // The control differs from `fresh` by the environment alone, in which this check runs anyway.
    if (arm.context !== "extra-ca" && !subject.contexts.includes(arm.context)) {
      subject.contexts.push(arm.context);
    }
    subjects.set(key, subject);
  }
  return [...subjects.values()].filter(({ contexts }) => contexts.length > 0);
}

function labelOf(subject: Omit<Subject, "contexts">): string {
  return `${buildName(subject)}/${subject.client}/${subject.trust}`;
}

/** Runs the checks; hands over each as it is known. */
export async function verifyPremises(
  workbench: Workbench,
  cases: readonly SelectedCase[],
  onCheck: (check: Check) => void,
): Promise<void> {
  const { onEvent, signal } = workbench.options;
  const subjects = subjectsOf(cases);
  onEvent({ kind: "phase", phase: "verify", total: subjects.length });
  for (const subject of subjects) {
    if (signal.aborted) return;
    const label = labelOf(subject);
    onEvent({ kind: "step", label });
    const checks = await workbench.withLivingServer(() => verifySubject(workbench, subject));
    // What was running when the user pressed Ctrl-C has failed by it.
    if (signal.aborted) return;
    for (const check of checks) {
      onCheck(check);
      if (!check.passed) {
        const reason = `${check.context} ${check.premise}: ${check.detail}`;
        onEvent({ kind: "failure", label, reason });
      }
    }
    onEvent({ kind: "step-done" });
  }
}

export async function verifySubject(workbench: Workbench, subject: Subject): Promise<Check[]> {
  const { runtime, build, client, trust, contexts } = subject;
  const base = { kind: "check", runtime, build, client, trust } as const;
  const result = await workbench.run(
    subject,
    {
      kind: "verify",
      client,
      trust,
      contexts,
      accept: await workbench.endpoint(subject),
      refuse: await workbench.refusedEndpoint(subject),
      trustFiles: workbench.trustFiles(trust),
    },
    trust === "default",
  );
  if (result.status === "answered") return result.answer.results.map((one) => ({ ...base, ...one }));
  return contexts.map((context) => ({
    ...base,
    context,
    premise: "accepts",
    passed: false,
    detail: [result.reason, result.stderr.trim().slice(-500)]
      .filter((text) => text !== "")
      .join("; stderr: "),
  }));
}
