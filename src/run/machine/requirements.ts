/** What the targets of the Makefile need, and whether it is there: so that nothing is found missing half-way. */
import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync, statSync } from "node:fs";
import { connect, createServer } from "node:net";
import path from "node:path";
import { allRuntimes, isReference, type RuntimeName } from "../../core/model.ts";
import { findRuntime, isMissing } from "../runtime-binary.ts";
import { chromiumMissing, findChromium } from "./chromium.ts";

export type Need =
  | RuntimeName
  | "libraries"
  | "dev libraries"
  | "results/"
  | ".cache/"
  | "loopback"
  | "published run"
  | "hyperfine"
  | "chromium"
  | "git";

export interface Requirement {
  readonly need: Need;
  readonly isThere: boolean;
  /** What was found, or how to get it. */
  readonly detail: string;
}

const measuring: readonly Need[] = ["libraries", "results/", ".cache/", "loopback"];

/** The fixture server runs on Node, whatever is measured. `openssl` is never needed, nor git. */
export const targetNeeds: Readonly<Record<string, readonly Need[]>> = {
  "bench-all": ["node", "bun", "deno", ...measuring],
  "bench-quick": ["node", "bun", "deno", ...measuring],
  "bench-node": ["node", ...measuring],
  "bench-bun": ["node", "bun", ...measuring],
  "bench-deno": ["node", "deno", ...measuring],
  "bench-python": ["node", "python", ...measuring],
  // It brings what is missing, but for Python itself, of which it says more than could be said here.
  reference: ["node", "libraries", ".cache/"],
  results: ["node", "libraries", "results/", "published run"],
  // Of a runtime that is missing it lists nothing, and says so.
  list: ["node", "libraries"],
  "by-hand": ["node", "bun", "deno", "libraries", ".cache/", "loopback"],
  selftest: ["node", "bun", "deno", ...measuring],
  // Without hyperfine its rows say so.
  against: ["node", "bun", "deno", ...measuring, "dev libraries"],
  // Where the reference is not installed their pages say so.
  service: ["node", "bun", "deno", ...measuring],
  profile: ["node", "bun", "deno", ...measuring],
  memory: ["node", "bun", "deno", ...measuring],
  scale: ["node", "bun", "deno", ...measuring],
  // Versions come from npm, and say so where they cannot be had.
  versions: ["node", ...measuring],
  bisect: ["node", ...measuring],
  check: ["node", "deno", "libraries", "dev libraries", ".cache/", "published run"],
  test: ["node", "bun", "deno", ...measuring, "dev libraries", "published run"],
};

/** The needs of a target that are not there; none where it can start. */
export function missingFor(target: string, found: readonly Requirement[]): Need[] {
  const needs = targetNeeds[target] ?? [];
  return found.filter(({ need, isThere }) => !isThere && needs.includes(need)).map(({ need }) => need);
}

export async function findRequirements(projectRoot: string): Promise<Requirement[]> {
  return [
    ...allRuntimes.map((runtime) => runtimeRequirement(runtime, projectRoot)),
    packagesRequirement("libraries", "dependencies", projectRoot),
    packagesRequirement("dev libraries", "devDependencies", projectRoot),
    folderRequirement("results/", projectRoot),
    folderRequirement(".cache/", projectRoot),
    await loopbackRequirement(),
    publishedRequirement(projectRoot),
    hyperfineRequirement(projectRoot),
    chromiumRequirement(projectRoot),
    gitRequirement(projectRoot),
  ];
}

/** There, of the pinned version, and able to start: an executable for another C library is there and cannot. */
function runtimeRequirement(need: RuntimeName, projectRoot: string): Requirement {
  const found = findRuntime(need, projectRoot);
  if (isMissing(found)) return { need, isThere: false, detail: found.reason };
  const answer = output(found.path, ["--version"], projectRoot);
  const version = /\d+\.\d+\.\d+\S*/.exec(answer ?? "")?.[0];
  if (version) return { need, isThere: true, detail: `${version}, ${found.source}` };
  const remedy = isReference(need)
    ? "remove .cache/python, then `make reference`"
    : "remove node_modules, then `npm ci`";
  const detail = `${found.source} does not start: ${remedy}`;
  return { need, isThere: false, detail };
}

function output(command: string, words: readonly string[], cwd: string): string | null {
  try {
    const stdio = ["ignore", "pipe", "ignore"] as const;
    return execFileSync(command, words, { cwd, timeout: 10_000, stdio: [...stdio] }).toString();
  } catch {
    // Not there, or not for this machine: whoever asked says what that means.
    return null;
  }
}

type Dependencies = "dependencies" | "devDependencies";

function packagesRequirement(need: Need, field: Dependencies, projectRoot: string): Requirement {
  const pins = Object.entries(readPins(projectRoot, field));
  const wrong = pins.flatMap(([name, pinned]) => {
    const installed = installedVersion(projectRoot, name);
    return installed === pinned ? [] : [`${name} ${installed ?? "absent"} (pinned ${pinned})`];
  });
  if (wrong.length === 0) return { need, isThere: true, detail: `${pins.length} packages as pinned` };
  return { need, isThere: false, detail: `${wrong.join(", ")}: run \`npm ci\`` };
}

function readPins(projectRoot: string, field: Dependencies): Record<string, string> {
  const text = readFileSync(path.join(projectRoot, "package.json"), "utf8");
  return (JSON.parse(text) as Partial<Record<Dependencies, Record<string, string>>>)[field] ?? {};
}

function installedVersion(projectRoot: string, name: string): string | null {
  const file = path.join(projectRoot, "node_modules", name, "package.json");
  if (!existsSync(file)) return null;
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

/** A folder that is not there yet is made by who needs it, where that is allowed. */
function folderRequirement(need: "results/" | ".cache/", projectRoot: string): Requirement {
  const folder = path.join(projectRoot, need);
  const nearest = existsSync(path.resolve(folder)) ? path.resolve(folder) : projectRoot;
  try {
    if (!statSync(nearest).isDirectory()) {
      return { need, isThere: false, detail: "is no folder: move that file away" };
    }
    accessSync(nearest, constants.W_OK);
  } catch {
    return {
      need,
      isThere: false,
      detail: `cannot be written to: \`chmod -R u+w ${need}\`, or its owner's run`,
    };
  }
  return { need, isThere: true, detail: "can be written to" };
}

/** The fixture server listens on a free port of 127.0.0.1. */
async function loopbackRequirement(): Promise<Requirement> {
  const need = "loopback";
  const server = createServer((socket) => socket.end());
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(0, "127.0.0.1", resolve);
    });
    const { port } = server.address() as { port: number };
    await new Promise<void>((resolve, reject) => {
      connect(port, "127.0.0.1", resolve).once("error", reject).resume();
    });
    return { need, isThere: true, detail: "127.0.0.1 listens and answers" };
  } catch (error) {
    const { message } = error as Error;
    return {
      need,
      isThere: false,
      detail: `127.0.0.1: ${message}: allow local connections (\`ip link set lo up\`)`,
    };
  } finally {
    server.close();
  }
}

function publishedRequirement(projectRoot: string): Requirement {
  const need = "published run";
  const results = path.join(projectRoot, "results");
  try {
    const text = readFileSync(path.join(results, "published.json"), "utf8");
    const { run } = JSON.parse(text) as { run: string };
    if (existsSync(path.join(results, run))) return { need, isThere: true, detail: `results/${run}` };
    return { need, isThere: false, detail: `results/${run} is missing: \`git checkout results\`` };
  } catch {
    return { need, isThere: false, detail: "results/published.json is missing: `make bench-all` makes one" };
  }
}

/** Nothing needs it; without it a run does not know of which code it is. */
/** Asked beside the suite by `make against`; the others are asked without it. */
function hyperfineRequirement(projectRoot: string): Requirement {
  const version = /\d+\.\d+\.\d+/.exec(output("hyperfine", ["--version"], projectRoot) ?? "")?.[0];
  const detail = version ?? "not found: `make against` leaves its rows empty; `apt-get install hyperfine`";
  return { need: "hyperfine", isThere: version !== undefined, detail };
}

function chromiumRequirement(projectRoot: string): Requirement {
  const file = findChromium();
  const version = file && /\d+[\d.]+/.exec(output(file, ["--version"], projectRoot) ?? "")?.[0];
  return { need: "chromium", isThere: Boolean(version), detail: version || chromiumMissing };
}

function gitRequirement(projectRoot: string): Requirement {
  const need = "git";
  const commit = output("git", ["rev-parse", "--short", "HEAD"], projectRoot)?.trim();
  if (!commit) {
    return {
      need,
      isThere: false,
      detail: "no commit: the results will not say of which code; clone with git",
    };
  }
  const isDirty = output("git", ["status", "--porcelain"], projectRoot) !== "";
  return { need, isThere: true, detail: isDirty ? `${commit}, with uncommitted changes` : commit };
}
