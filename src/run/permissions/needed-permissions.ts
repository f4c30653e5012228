/** What a worker needs to touch for its job. All else is none of its business, and refused where the runtime can refuse. */
import { existsSync, realpathSync } from "node:fs";
import path from "node:path";
import type { Endpoint, Job, TrustFiles } from "../../protocol/job.ts";
import { projectRoot } from "../project.ts";

export interface Permissions {
  /** `host:port` of the servers that it connects to. */
  readonly addresses: readonly string[];
  /** Files and folders that it reads, absolute. */
  readonly readable: readonly string[];
  /** Names of environment variables that it may read: those that it was started with. */
  readonly variables: readonly string[];
  /** Whether it counts the runtime's own roots. */
  readonly describesItself: boolean;
  /** Whether it reads what the kernel says of it below /proc. */
  readonly weighsItself: boolean;
}

/** The code that a worker loads, and nothing of results, caches or keys. */
const named = ["bench", "runtimes", "src", "node_modules", "package.json"].map((name) =>
  path.join(projectRoot, name),
);
/** Packages may be linked from elsewhere: a runtime asks for the place that it comes to. */
const codeFolders = [
  ...new Set([...named, ...named.filter((name) => existsSync(name)).map((name) => realpathSync(name))]),
];

export function neededPermissions(job: Job, environment: Readonly<Record<string, string>>): Permissions {
  return {
    addresses: endpointsOf(job).map(({ host, port }) => `${host}:${port}`),
    readable: [...codeFolders, ...("trustFiles" in job ? filesOf(job.trustFiles) : [])],
    variables: Object.keys(environment),
    describesItself: job.kind === "describe",
    weighsItself: job.kind === "memory",
  };
}

function endpointsOf(job: Job): readonly Endpoint[] {
  switch (job.kind) {
    case "describe":
      return [];
    case "verify":
      return [job.accept, job.refuse];
    default:
      return [job.endpoint];
  }
}

function filesOf({ caFile, certificateFile, keyFile }: TrustFiles): string[] {
  return [caFile, certificateFile, keyFile].filter((file) => file !== null);
}
