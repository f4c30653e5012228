/** Why a case or an arm that a run knows has no number to show: it is not unknown, and the reason is in the file. */
import { armId, type Context, caseId } from "../core/model.ts";
import type { ArmResult, CaseResult, RunResults } from "../core/results.ts";

/** What a ratio is made of where nobody names another. */
const ofRatio: readonly Context[] = ["fresh", "shared"];

/** Null where the run has no such case and no such arm, or where nothing is missing of it. */
export function whyNotMeasured(id: string, { cases }: RunResults): string | null {
  const all = cases.flatMap(({ arms }) => arms);
  const arm = all.find((one) => armId(one.arm) === id) ?? all.find((one) => isOfBuild(one, id));
  if (arm) return reasonOf(arm);
  const found = cases.find(({ of }) => caseId(of) === id);
  return found ? (whyOfBuilds(found) ?? whyNoRatio(found)) : null;
}

/** What one of several builds cannot do is an arm of no build, with the build's name before its reason. */
function isOfBuild(result: ArmResult, id: string): boolean {
  if (result.state !== "unsupported") return false;
  const build = id.split("/")[0]!;
  return result.reason.startsWith(`${build}: `) && armId({ ...result.arm, build }) === id;
}

function whyNoRatio({ arms }: CaseResult): string | null {
  const own = arms.filter(({ arm }) => ofRatio.includes(arm.context));
  const reasons = own.map(reasonOf).filter((reason) => reason !== null);
  const measured = arms.filter(({ state }) => state === "measured").map(({ arm }) => armId(arm));
  if (reasons.length === 0) return null;
  const which = own.length > reasons.length ? "shared is " : "";
  const there = measured.length > 0 ? `; measured are ${measured.join(", ")}` : "";
  return `${which}${[...new Set(reasons)].join("; ")}${there}`;
}

/** Builds are compared with each other, and by their own table. */
function whyOfBuilds({ arms }: CaseResult): string | null {
  const measured = arms.filter(({ state, arm }) => state === "measured" && arm.build !== undefined);
  if (measured.length === 0) return null;
  const ids = measured.map(({ arm }) => armId(arm));
  return `the run compares builds, and has no ratio of contexts; measured are ${ids.join(", ")}`;
}

function reasonOf(arm: ArmResult): string | null {
  return arm.state === "measured" ? null : `${arm.state}: ${arm.reason}`;
}
