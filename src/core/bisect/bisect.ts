/**
 * The search: from two versions that are proved to differ to two neighbours between which the case changed. It measures
 * nothing itself: it asks, and goes on by the answers, so that a stored search can be gone through again.
 *
 * Good and bad stay what every version between is compared with, in the same rounds. So each decision is about the level
 * of that version and not about a sum of small steps, and the pair in the end is where the level crosses the middle.
 */
import { hodgesLehmann } from "../statistics/signed-rank.ts";
import type { BisectPlan, Look } from "./bisect-plan.ts";
import { judgeEnds, judgeMiddle, type MiddleVerdict } from "./judge-look.ts";
import type { Answer, Ask, BisectEnd, BisectResult, Decision, Question, Skipped } from "./questions.ts";
import { type PairOutcome, type RatioInterval, ratioInterval } from "./ratio-interval.ts";

export async function bisect(plan: BisectPlan, ask: Ask): Promise<BisectResult> {
  return new Search(plan, ask).run();
}

class Search {
  readonly #plan: BisectPlan;
  readonly #ask: Ask;
  readonly #decisions: Decision[] = [];
  readonly #skipped: Skipped[] = [];
  #direction: 1 | -1 = 1;
  /** What versions are compared with. */
  #good: string;
  #bad: string;
  /** Between these the change is. */
  #older: string;
  #newer: string;

  constructor(plan: BisectPlan, ask: Ask) {
    this.#plan = plan;
    this.#ask = ask;
    this.#older = this.#good = plan.versions[0]!;
    this.#newer = this.#bad = plan.versions.at(-1)!;
  }

  async run(): Promise<BisectResult> {
    let end = await this.#proveEnds();
    while (end === null && this.#candidates().length > 0) end = await this.#halve();
    return this.#result(end ?? (await this.#measurePair()));
  }

  #result(end: BisectEnd): BisectResult {
    const { versions } = this.#plan;
    const last = this.#decisions.at(-1);
    return {
      plan: this.#plan,
      end,
      decisions: this.#decisions,
      skipped: this.#skipped,
      older: this.#older,
      newer: this.#newer,
      possible: versions.slice(versions.indexOf(this.#older) + 1, versions.indexOf(this.#newer) + 1),
      change: last?.kind === "pair" ? last.ratios[0]! : null,
    };
  }

  /** Versions between that have not been given up. */
  #candidates(): string[] {
    const { versions } = this.#plan;
    const between = versions.slice(versions.indexOf(this.#older) + 1, versions.indexOf(this.#newer));
    return between.filter((version) => !this.#skipped.some((one) => one.version === version));
  }

  async #proveEnds(): Promise<BisectEnd | null> {
    const { threshold } = this.#plan;
    const taken = await this.#decide("ends", [this.#good, this.#bad], (logs, error) =>
      judgeEnds(logs.map(changeOf), threshold, error),
    );
    if ("end" in taken) return taken.end;
    if (taken.verdict === "same") return { kind: "ends-same" };
    if (taken.verdict === "unclear") return { kind: "ends-unclear" };
    this.#direction = taken.verdict === "slower" ? 1 : -1;
    return null;
  }

  async #halve(): Promise<BisectEnd | null> {
    const candidates = this.#candidates();
    const version = candidates[Math.floor((candidates.length - 1) / 2)]!;
    const { threshold } = this.#plan;
    const taken = await this.#decide("halving", [this.#good, version, this.#bad], (logs, error) =>
      judgeMiddle(logs.map(middleRound), this.#direction, threshold, error),
    );
    // A version between that cannot be measured is passed over: the next halving takes its neighbour.
    if ("end" in taken) {
      return taken.end.kind === "cannot" && taken.end.version === version ? null : taken.end;
    }
    if (taken.verdict === "unclear") return { kind: "step-unclear", version };
    this.#narrow(version, taken.verdict, taken.logs);
    return null;
  }

  #narrow(version: string, verdict: MiddleVerdict, logs: readonly (readonly number[])[]): void {
    if (verdict === "as-good") this.#older = version;
    if (verdict === "as-bad") this.#newer = version;
    if (verdict !== "between") return;
    // Both halves hold a change above the threshold by themselves: the larger one is looked for.
    const toMiddle = this.#direction * hodgesLehmann(logs.map(([good, middle]) => middle! - good!));
    const toBad = this.#direction * hodgesLehmann(logs.map(([, middle, bad]) => bad! - middle!));
    if (toMiddle >= toBad) this.#newer = this.#bad = version;
    else this.#older = this.#good = version;
  }

  async #measurePair(): Promise<BisectEnd> {
    const { threshold, looks } = this.#plan;
    const wanted = this.#direction === 1 ? "slower" : "faster";
    // Once, with the rounds of the second look and the error of all: an interval after a look that stopped is none.
    const [{ rounds }, error] = [looks[1]!, sumOf(looks)];
    const taken = await this.#decide(
      "pair",
      [this.#older, this.#newer],
      (logs): PairOutcome =>
        judgeEnds(logs.map(changeOf), threshold, error) === wanted ? "shown" : "not-shown",
      [{ rounds, error }],
    );
    if ("end" in taken) return taken.end;
    return { kind: taken.verdict === "shown" ? "found" : "spread" };
  }

  /** Looks until it is clear, or there is no look left. */
  async #decide<Verdict extends string>(
    kind: Question["kind"],
    versions: readonly string[],
    judge: (logs: readonly (readonly number[])[], error: number) => Verdict,
    looks: readonly Look[] = this.#plan.looks,
  ): Promise<Taken<Verdict>> {
    const logs: (readonly number[])[] = [];
    const files: string[] = [];
    let packages: Decision["packages"] = [];
    const number = this.#decisions.length + 1;
    let verdict: Verdict | null = null;
    let before: Look = { rounds: 0, error: 0 };
    for (const [index, look] of looks.entries()) {
      const rounds = look.rounds - before.rounds;
      const answer = await this.#ask({ kind, decision: number, look: index + 1, versions, rounds });
      if (answer.kind === "stopped") return { end: answer };
      if (answer.kind === "cannot") return { end: this.#skip(answer) };
      logs.push(...answer.logs);
      files.push(answer.file);
      packages = answer.packages;
      verdict = judge(logs, look.error);
      before = { rounds: look.rounds, error: before.error + look.error };
      if (verdict !== "unclear") break;
    }
    const shown =
      verdict === "shown" || verdict === "not-shown" ? "measured" : (verdict as Decision["verdict"]);
    const ratios = ratiosOf(logs);
    const { error } = before;
    this.#decisions.push({
      kind,
      number,
      versions,
      packages,
      files,
      rounds: logs.length,
      error,
      ratios,
      verdict: shown,
    });
    return { verdict: verdict!, logs };
  }

  #skip({ version, reason, file }: Extract<Answer, { kind: "cannot" }>): BisectEnd {
    this.#skipped.push({ version, reason, file });
    return { kind: "cannot", version, reason };
  }
}

type Taken<Verdict> =
  | { readonly verdict: Verdict; readonly logs: readonly (readonly number[])[] }
  | { readonly end: BisectEnd };

/** log(newer ÷ older) */
function changeOf(logs: readonly number[]): number {
  return logs[1]! - logs[0]!;
}

function middleRound([good, middle, bad]: readonly number[]) {
  return { good: good!, middle: middle!, bad: bad! };
}

/** Each version ÷ the one before it. */
function ratiosOf(logs: readonly (readonly number[])[]): RatioInterval[] {
  const count = logs[0]?.length ?? 0;
  return Array.from({ length: Math.max(0, count - 1) }, (_, index) =>
    ratioInterval(logs.map((round) => round[index + 1]! - round[index]!)),
  );
}

function sumOf(looks: readonly Look[]): number {
  return looks.reduce((sum, { error }) => sum + error, 0);
}
