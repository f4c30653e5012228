/** In what two runs differ, apart from what was measured: each is another explanation of a change. */
import type { Header, Run } from "./records.ts";
import type { RuntimeFacts } from "./runtime-facts.ts";

/** Sentences, the weightiest first; empty where nothing is known to differ. */
export function runDifferences(base: Run, head: Run): string[] {
  const [a, b] = [base.header, head.header];
  return [
    ...facts(a, b),
    ...runtimes(a, b),
    ...counts(base, head),
    ...premiseTexts("BASE", base),
    ...premiseTexts("HEAD", head),
  ];
}

function facts(a: Header, b: Header): string[] {
  const pairs: [string, unknown, unknown][] = [
    ["the CPU", a.machine.cpuModel, b.machine.cpuModel],
    ["the number of CPUs", a.machine.cpuCount, b.machine.cpuCount],
    ["the frequency governor", a.machine.governor, b.machine.governor],
    ["the virtualization", a.machine.virtualization, b.machine.virtualization],
    ["the operating system", a.machine.operatingSystem, b.machine.operatingSystem],
    ["the kernel", a.machine.kernel, b.machine.kernel],
    ["the memory", a.machine.memoryBytes, b.machine.memoryBytes],
    ["the mode", a.mode, b.mode],
    ["the server", a.url ?? "the fixture", b.url ?? "the fixture"],
    ["the server's runtime", a.fixture?.serverRuntime, b.fixture?.serverRuntime],
    ["the bundle", a.fixture?.bundleSha256, b.fixture?.bundleSha256],
    ["undici", a.packages.undici, b.packages.undici],
    ["mitata", a.packages.mitata, b.packages.mitata],
    ["ctxcost's commit", a.gitCommit, b.gitCommit],
    ["uncommitted changes to ctxcost", a.gitDirty, b.gitDirty],
    ["the workers' variables", JSON.stringify(a.setEnvironment), JSON.stringify(b.setEnvironment)],
  ];
  return pairs
    .filter(([, one, other]) => one !== other)
    .map(([what, one, other]) => `${what} is ${shown(one)} in BASE and ${shown(other)} in HEAD`);
}

function shown(value: unknown): string {
  return value === null || value === undefined ? "unknown" : String(value);
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
    `${different.length} cases ran half as many operations again, or more, in one run as in the other (e.g. ${different[0]!.id}): ` +
      "processes that run longer are warmer",
  ];
}

function farApart(one: number, other: number): boolean {
  return Math.max(one, other) >= 1.5 * Math.min(one, other);
}

/** What failed in a run, and how much of it there is. */
export function premiseTexts(name: string, { checks, observations, plan, finish }: Run): string[] {
  const texts: string[] = [];
  const failedChecks = checks.filter(({ passed }) => !passed).length;
  if (failedChecks > 0) texts.push(`${failedChecks} checks of premises failed in ${name}`);
  const broken = observations.filter((one) => one.status === "failed").length;
  if (broken > 0) texts.push(`${broken} of ${observations.length} observations failed in ${name}`);
  if (!finish) {
    const rounds = observations.reduce((most, { round }) => Math.max(most, round), 0);
    texts.push(
      `${name} did not come to its end: ${rounds} of ${plan.rounds} rounds are in it, the last in part`,
    );
  }
  return texts;
}
