/** A workbench for what is not a run: the contract suite, and commands that measure one thing. */
import { type RuntimeName, runtimeNames } from "../core/model.ts";
import { pinnedBuilds } from "./describe-runtimes.ts";
import { prepare } from "./prepare.ts";
import { projectRoot } from "./project.ts";
import { Workbench } from "./workbench.ts";

/** Describes the runtimes and makes the fixture; the caller closes the workbench. */
export async function openWorkbench(names: readonly RuntimeName[] = runtimeNames): Promise<Workbench> {
  const builds = pinnedBuilds(projectRoot, names);
  const { signal } = new AbortController();
  const { nodeBinary, fixture, described } = await prepare(builds, () => {}, { rounds: 1, signal });
  const { binaries, facts } = described;
  return new Workbench({
    nodePath: nodeBinary.path,
    fixture,
    binaries,
    facts,
    url: null,
    timeoutMs: 30_000,
    signal,
    onEvent: () => {},
  });
}
