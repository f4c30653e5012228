/** What two headers say of machine, server and code, side by side, without the runtimes: where they differ. */
import type { Header } from "../records.ts";

/** e.g. `the kernel`, with what it is in each; a fact that a file does not hold is `unknown`. */
export interface DifferentFact {
  readonly what: string;
  readonly one: string;
  readonly other: string;
}

type Fact = readonly [what: string, one: unknown, other: unknown];

export function differentFacts(a: Header, b: Header): DifferentFact[] {
  const variables: Fact = [
    "the value of the workers' variables",
    JSON.stringify(a.setEnvironment),
    JSON.stringify(b.setEnvironment),
  ];
  return different([...machineFacts(a, b), ...fixtureFacts(a, b), ...codeFacts(a, b), variables]);
}

/** Of the code and the packages alone. */
export function differentCode(a: Header, b: Header): DifferentFact[] {
  return different(codeFacts(a, b));
}

/** What an older run does not say is unknown, and so is what a machine does not tell. */
function different(facts: readonly Fact[]): DifferentFact[] {
  return facts
    .filter(([, one, other]) => (one ?? null) !== (other ?? null))
    .map(([what, one, other]) => ({ what, one: shown(one), other: shown(other) }));
}

function machineFacts(a: Header, b: Header): Fact[] {
  return [
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
  ];
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

function codeFacts(a: Header, b: Header): Fact[] {
  // Where both have the code's hash, it knows more than whether there were changes.
  const isHashed = a.codeSha256 !== undefined && b.codeSha256 !== undefined;
  return [
    ["undici", a.packages.undici, b.packages.undici],
    ["mitata", a.packages.mitata, b.packages.mitata],
    ["ctxcost's commit", a.gitCommit, b.gitCommit],
    ...(isHashed
      ? [["ctxcost's code (SHA-256)", a.codeSha256, b.codeSha256] as const]
      : [["having uncommitted changes to ctxcost", a.gitDirty, b.gitDirty] as const]),
  ];
}

/** Whole ones: what a kernel keeps for itself differs by some MiB from start to start. */
function gibibytes({ machine }: Header): number {
  return Math.round(machine.memoryBytes / 1024 ** 3);
}

function switched(on: boolean | undefined): string | undefined {
  return on === undefined ? undefined : on ? "on" : "off";
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return "unknown";
  // Twelve digits of a hash tell any two apart.
  return String(value).replace(/^([0-9a-f]{12})[0-9a-f]{28,}$/, "$1…");
}
