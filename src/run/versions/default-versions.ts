/** What `ctxcost versions` measures where nobody says otherwise: what people upgrade between, in some 6 minutes. */
import type { RuntimeName } from "../../core/model.ts";
import type { Selection } from "../plan.ts";

export interface VersionDefaults {
  /** Ranges, each of which stands for the newest version in it; the oldest first. */
  readonly versions: readonly string[];
  /** The floor, and the two clients that most applications have. */
  readonly clients: readonly string[];
}

/** Node's lines with long-term support and the newest; of the others, each minor version is a feature release. */
const defaults: Partial<Record<RuntimeName, VersionDefaults>> = {
  node: { versions: ["20", "22", "24", "26"], clients: ["node:tls", "node:https", "undici"] },
  bun: { versions: ["1.1", "1.2", "1.3", "1.4"], clients: ["node:tls", "node:https", "fetch"] },
  deno: { versions: ["2.6", "2.7", "2.8", "2.9"], clients: ["node:tls", "node:https", "fetch"] },
};

/** Runtimes of which versions are published in packages. */
export const versionedRuntimes = Object.keys(defaults) as readonly RuntimeName[];

export function versionDefaults(runtime: RuntimeName): VersionDefaults {
  return defaults[runtime]!;
}

/** Where nothing else was asked for: the trust that shows most, and the two contexts that are the question. */
export function defaultSelection(runtime: RuntimeName): Selection {
  return {
    clients: versionDefaults(runtime).clients,
    trusts: ["bundle"],
    contexts: ["fresh", "shared"],
    withoutControls: true,
  };
}
