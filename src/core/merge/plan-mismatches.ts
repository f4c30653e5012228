/** Why runs cannot be put together: they are not parts, or repetitions, of one plan. */
import { comparesBuilds } from "../comparison/build-pairs.ts";
import { differentCode } from "../comparison/header-facts.ts";
import { buildName } from "../model.ts";
import type { Header } from "../records.ts";
import { shortText } from "../visible-text.ts";
import { type MergeRun, wholePlanOf } from "./merge-run.ts";

/** Nobody reads more, and a stranger's files may differ in a million. */
const mostDifferences = 20;

/** Sentences, each naming the runs; empty where all match. */
export function planMismatches(runs: readonly MergeRun[]): string[] {
  const [first, ...others] = runs;
  const all = [...new Set([...runs.flatMap(unfit), ...others.flatMap((other) => between(first!, other))])];
  const more = all.length - mostDifferences;
  return more <= 0 ? all : [...all.slice(0, mostDifferences), `${more} more differences`];
}

function shown(value: unknown): string {
  return shortText(String(value), 60);
}

/** With its file: two that began in one minute with one seed have one id. */
function named({ header, file }: MergeRun): string {
  return `${header.runId} (${file})`;
}

/** What no merge can take. */
function unfit(run: MergeRun): string[] {
  return run.header.selftest
    ? [
        `${named(run)} is of the self-test; expected runs of fresh against shared, or of builds against each other`,
      ]
    : [];
}

function between(one: MergeRun, other: MergeRun): string[] {
  const [a, b] = [one.header, other.header];
  const facts: readonly (readonly [string, unknown, unknown])[] = [
    ["the mode", a.mode, b.mode],
    ["the rounds", one.plan.rounds, other.plan.rounds],
    ["the server", a.url ?? "the fixture", b.url ?? "the fixture"],
    ["the server's key", a.fixture?.keyAlgorithm, b.fixture?.keyAlgorithm],
    ["the server's TLS version", a.fixture?.tlsVersion, b.fixture?.tlsVersion],
    ["the server's key exchange", a.fixture?.keyExchange, b.fixture?.keyExchange],
    ["the number of CAs in the bundle", a.fixture?.bundleCount, b.fixture?.bundleCount],
    ["the seed", seedPolicy(a), seedPolicy(b)],
    ...comparedBuildsOf(a, b),
    ...runtimeVersions(a, b),
  ];
  const texts = [
    ...differentCode(a, b),
    ...facts
      .filter(([, mine, yours]) => mine !== yours)
      .map(([what, mine, yours]) => ({ what, one: String(mine), other: String(yours) })),
  ].map(
    ({ what, one: mine, other: yours }) =>
      `${what} is ${shown(mine)} in ${named(one)} and ${shown(yours)} in ${named(other)}`,
  );
  return [...texts, ...planDifferences(one, other)];
}

/** Each machine has an order of its own, or all have the order that somebody chose. */
function seedPolicy({ commandLine }: Header): string {
  return commandLine.some((word) => /^--seed(=|$)/.test(word)) ? "chosen" : "drawn";
}

/** The first build of a runtime is what its others are compared with; a machine may lack one of those. */
function comparedBuildsOf(a: Header, b: Header) {
  const compared = ({ runtimes }: Header) => (comparesBuilds(runtimes) ? "builds" : "fresh with shared");
  const firstOf = ({ runtimes }: Header, runtime: string) => {
    const first = runtimes.find((one) => one.runtime === runtime);
    return first && buildName(first);
  };
  const runtimes = [...new Set(a.runtimes.map(({ runtime }) => runtime))];
  const firsts = runtimes.flatMap((runtime) => {
    const other = firstOf(b, runtime);
    const what = `what other builds of ${runtime} are compared with`;
    return other === undefined ? [] : [[what, firstOf(a, runtime), other] as const];
  });
  return [["what is compared", compared(a), compared(b)] as const, ...firsts];
}

/** The executables differ from platform to platform, and with them their hashes; the versions do not. */
function runtimeVersions(a: Header, b: Header) {
  return a.runtimes.flatMap((facts) => {
    const other = b.runtimes.find((candidate) => buildName(candidate) === buildName(facts));
    return other ? [[facts.runtime, facts.version, other.version] as const] : [];
  });
}

/** Of the runtimes that both have: one that a machine lacks is no other plan. */
function planDifferences(one: MergeRun, other: MergeRun): string[] {
  const runtimesOf = ({ header }: MergeRun): string[] => header.runtimes.map(({ runtime }) => runtime);
  const common = runtimesOf(one).filter((runtime) => runtimesOf(other).includes(runtime));
  const casesOf = ({ plan }: MergeRun) =>
    wholePlanOf(plan).filter((id) => common.some((runtime) => id.startsWith(`${runtime}/`)));
  const [mine, yours] = [casesOf(one), casesOf(other)];
  const texts = [...onlyIn(one, mine, yours), ...onlyIn(other, yours, mine)];
  if (texts.length > 0 || buildsOf(one) !== buildsOf(other) || one.plan.familySize === other.plan.familySize)
    return texts;
  return [
    `the number of pairs to be judged is ${one.plan.familySize} in ${named(one)} and ${other.plan.familySize} in ` +
      `${named(other)}: other contexts were asked for`,
  ];
}

function buildsOf({ header }: MergeRun): string {
  return header.runtimes.map(buildName).sort().join(", ");
}

function onlyIn(run: MergeRun, own: readonly string[], others: readonly string[]): string[] {
  const only = own.filter((id) => !others.includes(id));
  if (only.length === 0) return [];
  const cases = only.length === 1 ? "case is" : "cases are";
  return [
    `${only.length} ${cases} only in the plan of ${named(run)}, e.g. ${shown(only[0])}: other options were given`,
  ];
}
