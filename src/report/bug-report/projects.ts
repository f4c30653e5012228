/** Which project a finding is reported to, and the form of its issues: the only place that knows. */
import type { Finding } from "../../core/findings/finding.ts";
import type { RuntimeName } from "../../core/model.ts";
import type { ReportParts } from "./report-parts.ts";
import { bunBody } from "./templates/bun.ts";
import { denoBody } from "./templates/deno.ts";
import { httpxBody } from "./templates/httpx.ts";
import { nodeBody } from "./templates/node.ts";
import { undiciBody } from "./templates/undici.ts";

export interface Project {
  /** `owner/name` on GitHub. */
  readonly repository: string;
  readonly body: (parts: ReportParts) => string;
  /** The words of `uname` whose output the project asks for; none has the host's name. */
  readonly unameWords: string;
}

export const projects: readonly Project[] = [
  // It asks for `uname -a`, which is this and the host's name.
  { repository: "nodejs/node", body: nodeBody, unameWords: "-srvm" },
  { repository: "nodejs/undici", body: undiciBody, unameWords: "-srvm" },
  { repository: "oven-sh/bun", body: bunBody, unameWords: "-mprsv" },
  { repository: "denoland/deno", body: denoBody, unameWords: "-srvm" },
  { repository: "encode/httpx", body: httpxBody, unameWords: "-srvm" },
];

const runtimeRepositories: Record<RuntimeName, string> = {
  node: "nodejs/node",
  bun: "oven-sh/bun",
  deno: "denoland/deno",
  python: "encode/httpx",
};

/** A wait in the kernel is reported to the runtime too: it is what writes in a way that the kernel holds back. */
export function projectOf({ of, layer }: Pick<Finding, "of" | "layer">): Project {
  const repository = layer === "client-library" ? "nodejs/undici" : runtimeRepositories[of.runtime];
  return projects.find((one) => one.repository === repository)!;
}
