/** Writes down what a run is made on and with, before anything is measured. */
import { execFileSync } from "node:child_process";
import { readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import type { FixtureFacts, Header } from "../core/records.ts";
import { schemaVersion } from "../core/records.ts";
import type { RuntimeFacts } from "../core/runtime-facts.ts";
import { codeSha256 } from "./code-hash.ts";
import type { Fixture } from "./fixture/certificates.ts";
import { keyExchangeGroup, tlsVersion } from "./fixture/fixture-protocol.ts";
import { readMachine } from "./machine/machine.ts";
import { machineWarnings } from "./machine/machine-warnings.ts";
import { projectRoot, withoutOwnPaths } from "./project.ts";
import type { MissingRuntime, RuntimeBinary } from "./runtime-binary.ts";
import { baseEnvironment, scrubbedNames } from "./worker-environment.ts";

export interface HeaderInput {
  readonly commandLine: readonly string[];
  readonly seed: number;
  readonly mode: Header["mode"];
  readonly selftest?: Header["selftest"];
  readonly study?: Header["study"];
  readonly shard?: Header["shard"];
  readonly url: URL | null;
  readonly startedAt: Date;
  readonly facts: readonly RuntimeFacts[];
  readonly missing: readonly MissingRuntime[];
  readonly fixture: Fixture;
  readonly nodeBinary: RuntimeBinary;
}

export function makeHeader(input: HeaderInput): Header {
  const { startedAt, seed, facts, url } = input;
  const machine = readMachine();
  const scrubbed = scrubbedNames(process.env);
  const isOwn = isOwnRepository();
  const status = isOwn ? git("status", "--porcelain") : null;
  return {
    kind: "header",
    schemaVersion,
    runId: makeRunId(startedAt, seed),
    startedAt: startedAt.toISOString(),
    commandLine: input.commandLine,
    gitCommit: isOwn ? git("rev-parse", "HEAD") : null,
    gitDirty: status === null ? null : status !== "",
    codeSha256: codeSha256(projectRoot),
    seed,
    mode: input.mode,
    ...(input.selftest ? { selftest: input.selftest } : {}),
    ...(input.study ? { study: input.study } : {}),
    ...(input.shard ? { shard: input.shard } : {}),
    url: url ? `${url.origin}${url.pathname}` : null,
    machine,
    runtimes: facts,
    missingRuntimes: input.missing,
    packages: { mitata: versionOf("mitata"), undici: versionOf("undici") },
    fixture: url ? null : fixtureFacts(input.fixture, input.nodeBinary),
    scrubbedEnvironment: scrubbed,
    setEnvironment: setEnvironment(facts, input.fixture),
    warnings: machineWarnings(machine, scrubbed),
  };
}

/** `20261124-1530-5f3a9c01`: when, and with which seed. */
function makeRunId(startedAt: Date, seed: number): string {
  const [day, time] = startedAt.toISOString().replaceAll(/[-:]/g, "").split("T") as [string, string];
  return `${day}-${time.slice(0, 4)}-${seed.toString(16).padStart(8, "0")}`;
}

function fixtureFacts(fixture: Fixture, nodeBinary: RuntimeBinary): FixtureFacts {
  return {
    serverRuntime: nodeBinary.source,
    bundleCount: fixture.bundleCount,
    bundleSha256: fixture.bundleSha256,
    keyAlgorithm: fixture.keyAlgorithm,
    tlsVersion,
    keyExchange: keyExchangeGroup,
    sessionTickets: false,
  };
}

/** Paths are written relative to the project: a results file says nothing of whose machine it was. */
function setEnvironment(facts: readonly RuntimeFacts[], fixture: Fixture): Record<string, string> {
  const set: Record<string, string> = {};
  for (const { runtime, extraCaVariable } of facts) {
    for (const [name, value] of Object.entries(baseEnvironment(runtime))) {
      set[name] = withoutOwnPaths(value);
    }
    const file = withoutOwnPaths(fixture.caPemFile);
    set[extraCaVariable] = `${file} (in default/request and extra-ca arms only)`;
  }
  return set;
}

/** False for a tarball that was unpacked inside another repository: its commit says nothing of this code. */
function isOwnRepository(): boolean {
  const top = git("rev-parse", "--show-toplevel");
  return top !== null && path.resolve(top) === realpathSync(projectRoot);
}

function git(...commandArguments: string[]): string | null {
  try {
    return execFileSync("git", commandArguments, {
      cwd: projectRoot,
      stdio: ["ignore", "pipe", "ignore"],
    })
      .toString()
      .trim();
  } catch {
    // No git, or a tarball without history: the header says null.
    return null;
  }
}

function versionOf(packageName: string): string {
  const file = path.join(projectRoot, "node_modules", packageName, "package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
