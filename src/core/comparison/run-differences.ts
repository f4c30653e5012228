/** In what two runs differ, apart from what was measured: each is another explanation of a change. */
import { buildName } from "../model.ts";
import type { Header, Run } from "../records.ts";
import { repeatedObservations, repetitionText } from "../repeated-observations.ts";
import type { RuntimeFacts } from "../runtime-facts.ts";

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

/** What, and what it is in each run. */
type Fact = readonly [string, unknown, unknown];

function facts(a: Header, b: Header): string[] {
  const pairs: Fact[] = [
    ["the CPU", a.machine.cpuModel, b.machine.cpuModel],
    ["the number of CPUs", a.machine.cpuCount, b.machine.cpuCount],
    ["the frequency governor", a.machine.governor, b.machine.governor],
    ["the virtualization", a.machine.virtualization, b.machine.virtualization],
    ["the operating system", a.machine.operatingSystem, b.machine.operatingSystem],
    ["the architecture", a.machine.architecture, b.machine.architecture],
    ["the kernel", a.machine.kernel, b.machine.kernel],
    ["the memory in GiB", gibibytes(a), gibibytes(b)],
    ["turbo boost", switched(a.machine.conditions?.turbo?.on), switched(b.machine.conditions?.turbo?.on)],
    ["the control group's quota of CPUs", a.machine.conditions?.cpuQuota, b.machine.conditions?.cpuQuota],
    ["running on battery", a.machine.conditions?.onBattery, b.machine.conditions?.onBattery],
    ["the mode", a.mode, b.mode],
    ["the server", a.url ?? "the fixture", b.url ?? "the fixture"],
    ...fixtureFacts(a, b),
    ["undici", a.packages.undici, b.packages.undici],
    ["mitata", a.packages.mitata, b.packages.mitata],
    ["ctxcost's commit", a.gitCommit, b.gitCommit],
    ["having uncommitted changes to ctxcost", a.gitDirty, b.gitDirty],
    ["the workers' variables", JSON.stringify(a.setEnvironment), JSON.stringify(b.setEnvironment)],
  ];
  return (
    pairs
      // What an older run does not say is unknown, and so is what this machine does not tell.
      .filter(([, one, other]) => (one ?? null) !== (other ?? null))
      .map(([what, one, other]) => `${what} is ${shown(one)} in BASE and ${shown(other)} in HEAD`)
  );
}

/** Nothing to compare where one run's server is another's. */
function fixtureFacts({ fixture: a }: Header, { fixture: b }: Header): Fact[] {
  if (!a || !b) return [];
  return [
    ["the server's runtime", a.serverRuntime, b.serverRuntime],
    ["the bundle", a.bundleSha256, b.bundleSha256],
    ["the server's key", a.keyAlgorithm, b.keyAlgorithm],
    ["the server's TLS version", a.tlsVersion, b.tlsVersion],
    ["the server's key exchange", a.keyExchange, b.keyExchange],
    ["giving session tickets", a.sessionTickets, b.sessionTickets],
  ];
}

/** Whole ones: what a kernel keeps for itself differs by some MiB from start to start. */
function gibibytes({ machine }: Header): number {
  return Math.round(machine.memoryBytes / 1024 ** 3);
}

function switched(on: boolean | undefined): string | undefined {
  return on === undefined ? undefined : on ? "on" : "off";
}

/** Two states that nobody can tell apart are not known to be one. */
function uncommitted(a: Header, b: Header): string[] {
  if (!a.gitDirty || !b.gitDirty) return [];
  return ["both runs were made with uncommitted changes to ctxcost, which need not be the same"];
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return "unknown";
  // Twelve digits of a hash tell any two apart.
  return String(value).replace(/^([0-9a-f]{12})[0-9a-f]{28,}$/, "$1…");
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
