/** Which project a finding is reported to, and the form of its issues: the only place that knows. */
import type { Finding } from "../../core/findings/finding.ts";
import { type ClientPackage, packageOfClient } from "../../core/findings/layer.ts";
import type { Case, RuntimeName } from "../../core/model.ts";
import type { ReportParts } from "./report-parts.ts";
import { bunBody } from "./templates/bun.ts";
import { denoBody } from "./templates/deno.ts";
import { httpxBody } from "./templates/httpx.ts";
import { nodeBody } from "./templates/node.ts";
import { undiciBody } from "./templates/undici.ts";

export interface Project {
  /** `owner/name` on GitHub. */
  readonly repository: string;
  /** Where a text for it goes. */
  readonly place: "issues" | "discussions";
  readonly body: (parts: ReportParts) => string;
  /** The words of `uname` whose output the project asks for; none has the host's name. */
  readonly unameWords: string;
}

export const projects: readonly Project[] = [
  // It asks for `uname -a`, which is this and the host's name.
  { repository: "nodejs/node", place: "issues", body: nodeBody, unameWords: "-srvm" },
  { repository: "nodejs/undici", place: "issues", body: undiciBody, unameWords: "-srvm" },
  { repository: "oven-sh/bun", place: "issues", body: bunBody, unameWords: "-mprsv" },
  { repository: "denoland/deno", place: "issues", body: denoBody, unameWords: "-srvm" },
  { repository: "encode/httpx", place: "discussions", body: httpxBody, unameWords: "-srvm" },
];

/** Python's own project is asked for nothing here, and its form not known. */
const runtimeRepositories: Record<RuntimeName, string | null> = {
  node: "nodejs/node",
  bun: "oven-sh/bun",
  deno: "denoland/deno",
  python: null,
};
const packageRepositories: Record<ClientPackage, string> = { undici: "nodejs/undici", httpx: "encode/httpx" };

/** A wait in the kernel is reported to the runtime too: it is what writes in a way that the kernel holds back. */
export function projectOf({ of, layer }: Pick<Finding, "of" | "layer">): Project | null {
  const ownPackage = layer === "client-library" ? packageOfClient(of) : null;
  return projectNamed(ownPackage ? packageRepositories[ownPackage] : runtimeRepositories[of.runtime]);
}

/** Those that a report of the case can be meant for: the runtime's, and that of the package that the client is. */
export function projectsFor(of: Pick<Case, "runtime" | "client">): Project[] {
  const ownPackage = packageOfClient(of);
  const names = [runtimeRepositories[of.runtime], ownPackage && packageRepositories[ownPackage]];
  return names.map(projectNamed).filter((one) => one !== null);
}

function projectNamed(repository: string | null): Project | null {
  return projects.find((one) => one.repository === repository) ?? null;
}
