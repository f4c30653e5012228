/** In what two runs differ, apart from what was measured: each is another explanation of a change. */
import { buildName } from "../model.ts";
import type { Header, Run } from "../records.ts";
import { repeatedObservations, repetitionText } from "../repeated-observations.ts";
import type { RuntimeFacts } from "../runtime-facts.ts";
import { differentFacts } from "./header-facts.ts";

/** Sentences, the weightiest first; empty where nothing is known to differ. */
export function runDifferences(base: Run, head: Run): string[] {
  const [a, b] = [base.header, head.header];
  return [
    ...facts(a, b),
    ...uncommitted(a, b),
    ...runtimes(a, b),
    ...counts(base, head),
    ...premiseTexts("BASE", base),
    ...premiseTexts("HEAD", head),
    ...machineWarnings("BASE", a, b),
    ...machineWarnings("HEAD", b, a),
  ];
}

function facts(a: Header, b: Header): string[] {
  return differentFacts(a, b).map(({ what, one, other }) => `${what} is ${one} in BASE and ${other} in HEAD`);
}

/** Two states that nobody can tell apart are not known to be one. */
function uncommitted(a: Header, b: Header): string[] {
  if (!a.gitDirty || !b.gitDirty || (a.codeSha256 ?? "one") === (b.codeSha256 ?? "other")) return [];
  return ["both runs were made with uncommitted changes to ctxcost, which need not be the same"];
}

/** The versions are what a comparison is mostly about: they are said, not judged. */
function runtimes(a: Header, b: Header): string[] {
  return b.runtimes.flatMap((facts) => {
    const other = a.runtimes.find(({ runtime }) => runtime === facts.runtime);
    if (!other) return [];
    if (other.version !== facts.version) {
      return [`${facts.runtime} is ${other.version} in BASE and ${facts.version} in HEAD`];
    }
    return isSameExecutable(other, facts)
      ? []
      : [`${facts.runtime} ${facts.version} is another executable in HEAD than in BASE`];
  });
}

function isSameExecutable(one: RuntimeFacts, other: RuntimeFacts): boolean {
  return one.binarySha256 === other.binarySha256;
}

/** The calibration of each run decides how many operations a process makes, and so how warm it is. */
function counts(base: Run, head: Run): string[] {
  const known = new Map(base.plan.cases.map((one) => [one.id, one]));
  const different = head.plan.cases.filter(({ id, arms, timedOperations, warmupOperations }) => {
    const other = arms.length > 0 ? known.get(id) : undefined;
    const total = timedOperations + warmupOperations;
    return other && farApart(total, other.timedOperations + other.warmupOperations);
  });
  if (different.length === 0) return [];
  return [
    "one run made half as many operations again in a process as the other, or more, and processes that run longer are " +
      `warmer: in ${different.length} of the cases, e.g. ${different[0]!.id}`,
  ];
}

function farApart(one: number, other: number): boolean {
  return Math.max(one, other) >= 1.5 * Math.min(one, other);
}

/** What was said of the machine before this run, and not before the other. */
function machineWarnings(name: string, own: Header, other: Header): string[] {
  return own.warnings.filter((one) => !other.warnings.includes(one)).map((one) => `before ${name}: ${one}`);
}

/** What a run lacks, and what failed in it. */
export function premiseTexts(name: string, run: Run): string[] {
  const { header, checks, observations, plan, finish } = run;
  const texts: string[] = [];
  if (plan.exploratory) texts.push(`${name} is exploratory: no intervals, no verdicts`);
  if (header.url)
    texts.push(`in ${name} the server is ${header.url}: what only the fixture can check is absent`);
  for (const { runtime, reason } of header.missingRuntimes) {
    texts.push(`${runtime} is missing in ${name}: ${reason}`);
  }
  const failed = checks.filter(({ passed }) => !passed);
  if (failed.length > 0) {
    const { client, trust, context, premise, detail } = failed[0]!;
    texts.push(
      `in ${name} ${failed.length} of ${checks.length} checks of premises failed, e.g. ${buildName(failed[0]!)}/${client}/${trust}/${context} ${premise}: ${detail}`,
    );
  }
  const repeated = repeatedObservations(observations).length;
  const broken = observations.filter((one) => one.status === "failed").length - repeated;
  if (broken > 0) texts.push(`in ${name} ${broken} of ${observations.length} observations failed`);
  const repetition = repetitionText(observations);
  if (repetition !== null) texts.push(`in ${name} ${repetition}`);
  if (!finish) texts.push(unfinished(name, run));
  return texts;
}

function unfinished(name: string, { observations, plan }: Run): string {
  const rounds = observations.reduce((most, { round }) => Math.max(most, round), 0);
  const arms = plan.cases.flatMap((one) => (one.excluded === null ? one.arms : [])).length;
  const last = new Set(observations.filter(({ round }) => round === rounds).map((one) => one.armId));
  const inPart = rounds > 0 && last.size < arms ? ", the last in part" : "";
  return `${name} did not come to its end: ${rounds} of ${plan.rounds} rounds are in it${inPart}`;
}
